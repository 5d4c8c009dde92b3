// What the commands for sections' contacts and for tickets say.

const number = (value: number) => value.toLocaleString('ja-JP')

export const deskCli = {
  section: {
    command: '担当課の連絡先を確認する・設定する',
    contacts: '担当課の連絡先の一覧を表示する',
    contact: '担当課の連絡先を設定する・消す',
    code: '担当課コード',
    slack: 'Slack のチャンネルのID（C…）',
    mail: 'メールアドレス',
    remove: '連絡先を消す',
    none: '連絡先は設定されていません。「zencho section contact 担当課コード --mail アドレス」で設定できます。',
    without: (names: readonly string[]) => `連絡先のない担当課（${number(names.length)}課）: ${names.join('、')}`,
    doors: { slack: 'Slack', mail: 'メール' },
    columns: { code: 'コード', name: '担当課', door: '方法', address: '連絡先' },
    set: (name: string, door: string, address: string) => `${name}の連絡先（${door}）を ${address} にしました。`,
    removed: (name: string, door: string) => `${name}の連絡先（${door}）を消しました。`,
    nothing: '指定がありません',
    expected: '--slack、--mail、--remove のいずれか1つ以上',
    mailExpected: 'メールアドレス（例: jinji@pref.example.jp）',
    slackExpected: 'チャンネルのID（例: C0123ABCD。チャンネル名ではありません）',
  },

  ticket: {
    command: '問い合わせ票を確認する・処理する',
    commands: {
      list: '問い合わせ票の一覧を、期限の近い順に表示する',
      show: '問い合わせ票を1件表示する',
      answer: '回答する（質問した人に知らせる）',
      assign: '担当課を変える',
      close: '回答せずに終了する',
      draft: '回答をFAQの下書きにする',
    },
    evaluate: {
      command: '評価用の質問で、担当課の提案の的中率を測る',
      folder: '評価用の質問のフォルダー（corpus と queries.jsonl）',
      heading: (name: string, questions: number) =>
        `${name}: 正しいFAQを隠した${number(questions)}問について、正しい担当課を提案した割合`,
      way: '提案の方法',
      hit1: '第1候補',
      hit3: '3つのうち',
      ways: {
        shown: '質問した人に示す5件のFAQだけ（比較の基準）',
        near: '近いFAQ20件',
        others: '近いFAQ20件と、ほかの質問の解決の記録',
        same: '近いFAQ20件と、同じ内容の問い合わせの解決の記録',
      },
    },
    ref: '番号（例: 令和8年度第12号、2026-12）、またはID',
    options: {
      state: '状態（既定は、終わっていないもの）',
      limit: '件数（1–500、既定 100）',
      text: '回答（Markdown）',
      file: '回答のファイル（UTF-8）',
      section: '新しい担当課のコード',
      reason: '理由',
      question: 'FAQの質問（既定は、問い合わせの内容）',
    },
    columns: { name: '番号', state: '状態', section: '担当課', due: '期限', question: '問い合わせの内容' },
    empty: '該当する問い合わせ票はありません。',
    total: (shown: number, total: number) =>
      shown === total ? `${number(total)}件` : `${number(total)}件のうち ${number(shown)}件を表示しています。`,
    answered: (name: string) => `${name} に回答しました。`,
    assigned: (name: string, section: string) => `${name} の担当課を「${section}」にしました。`,
    closed: (name: string) => `${name} を終了しました。`,
    drafted: (name: string, entryId: string) =>
      `${name} の回答を、FAQの下書き ${entryId} にしました。公開するには、内容を確認して取り込みます（zencho export で書き出し、状態を published にして zencho import）。`,
    textExpected: '--text または --file のどちらか1つ',
    fileExpected: '文字の入った UTF-8 のファイル',
  },
} as const
