// Twelve entries as sections write them: small enough to see why each question ranks them as it does.
import type { SmallEntry } from '../../fakes/small-index.ts'

const NONE = { tags: [], basis: [], reviewBy: null, validFrom: null, validUntil: null, visibleTo: [] }
const JINJI = { code: 'jinji' }
const KAIKEI = { code: 'kaikei' }
const JOHO = { code: 'joho' }
const BUNSHO = { code: 'bunsho' }

export const MUNICIPAL_CORPUS: readonly SmallEntry[] = [
  {
    ...NONE,
    id: 'nenkyu',
    section: JINJI,
    question: '年次有給休暇を申請するには、どうすればよいですか。',
    answer: '庶務事務システムの「休暇」から、取得する日の前日までに申請してください。',
    phrasings: ['年休を取りたい', '休みの取り方'],
    negativePhrasings: ['病気で長く休む'],
  },
  {
    ...NONE,
    id: 'byokyu',
    section: JINJI,
    question: '病気休暇の手続きを教えてください。',
    answer: '7日を超えるときは、医師の診断書を添えて所属長に届け出てください。',
    phrasings: ['病気で休みたい', '病気で長く休む'],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'tsukin',
    section: JINJI,
    question: '引っ越したとき、通勤手当の届出は必要ですか。',
    answer: '住所の変更から15日以内に通勤届を提出してください。',
    phrasings: ['通勤経路が変わった'],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'ryohi',
    section: KAIKEI,
    question: '出張の旅費はいつ支給されますか。',
    answer: '復命書の提出後、翌月20日に口座へ振り込みます。宿泊の領収書を添えてください。',
    phrasings: ['旅費はいつもらえますか'],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'torikeshi',
    section: KAIKEI,
    question: '出張を取りやめたとき、航空券のキャンセル料は旅費として請求できますか。',
    answer: '公務の都合による取りやめであれば請求できます。',
    phrasings: [],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'inshi',
    section: KAIKEI,
    question: '契約書に収入印紙は必要ですか。',
    answer: '県が作成して相手方に渡す契約書には不要です。',
    phrasings: [],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'ryoshusho',
    section: KAIKEI,
    question: '受け取った領収証書が5万円以上のとき、何を確認しますか。',
    answer: '収入印紙が貼ってあり、消印があることを確認してください。',
    phrasings: [],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'password',
    section: JOHO,
    question: '職員ポータルのパスワードを忘れました。',
    answer: 'ログイン画面の「再設定」から、本人確認をして新しいパスワードを登録してください。',
    phrasings: ['ログインできない'],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'vpn',
    section: JOHO,
    question: '在宅勤務のときにVPNにつながりません。',
    answer: '端末を再起動し、接続ソフトの設定を確認してください。',
    phrasings: [],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'tanmatsu',
    section: JOHO,
    question: '業務用の携帯電話を紛失しました。',
    answer: '直ちに所属長と情報政策課に連絡してください。回線を止めます。',
    phrasings: [],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'hozon',
    section: BUNSHO,
    question: '公文書の保存期間は何年ですか。',
    answer: '文書分類表に定める期間です。契約に関する文書は5年です。',
    phrasings: ['書類は何年残しますか'],
    negativePhrasings: [],
  },
  {
    ...NONE,
    id: 'koin',
    section: BUNSHO,
    question: '公印を使用するには、どのような手続きが必要ですか。',
    answer: '公印使用簿に記入し、決裁済みの文書を添えて審査を受けてください。',
    phrasings: ['ハンコを押してほしい'],
    negativePhrasings: [],
  },
]
