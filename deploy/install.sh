#!/bin/sh
# Installs this bundle: checks every file, puts the release beside earlier ones, and points to it last, so that an installation
# that is interrupted leaves the present one as it was. Asks nothing of any network.
#   ./install.sh [FOLDER]        default: /opt/zencho-faq
set -eu
here=$(cd "$(dirname "$0")" && pwd)
to=${1:-/opt/zencho-faq}

say() { printf '%s\n' "$*"; }
fail() { printf '%s\n' "$*" >&2; exit 1; }

value() { sed -n "s/^  \"$1\": \"\(.*\)\",\{0,1\}$/\1/p" "$here/MANIFEST.json"; }
version=$(value version)
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) machine=x64 ;;
  Linux-aarch64) machine=arm64 ;;
  *) fail "このバンドルは Linux（x86_64 または aarch64）用です。このサーバーは $(uname -s) $(uname -m) です。" ;;
esac
[ "$machine" = "$(value arch)" ] || fail "このバンドルは $(value arch) 用です。このサーバーは $machine です。$machine 用のバンドルを使ってください。"

say '1/3 ファイルを確認しています。'
(cd "$here" && sha256sum --check --quiet --strict SHA256SUMS) ||
  fail 'チェックサムが一致しないファイルがあります。バンドルをもう一度コピーしてください。何も変更していません。'

say "2/3 $to/releases/$version にコピーしています。"
release="$to/releases/$version"
mkdir -p "$to/releases"
rm -rf "$release.partial"
mkdir "$release.partial"
cp -R "$here/app" "$here/zencho" "$here/zencho-faq.service" "$here/zencho.env" "$here/MANIFEST.json" "$here/SHA256SUMS" "$release.partial/"
chmod 755 "$release.partial/zencho"
"$release.partial/zencho" --version >/dev/null ||
  fail "このサーバーでは動作しません（glibc $(value glibc) 以上が必要です）。現在の版はそのままです。"
if [ -e "$release" ]; then
  rm -rf "$release.before"
  mv "$release" "$release.before"
fi
mv "$release.partial" "$release"
rm -rf "$release.before"

say '3/3 使う版を切り替えています。'
ln -sfn "releases/$version" "$to/current.next"
mv -T "$to/current.next" "$to/current"

say "全庁FAQ $version を $to に入れました。"
say "確認: $to/current/zencho doctor"
say "起動: $to/current/zencho serve （サービスとして動かす方法は $to/current/app/docs/operations.md）"
