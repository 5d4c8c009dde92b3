// What Japanese writing shows of personal data: the words beside a number that tell what it is. Data, not sentences.

const UNIT_AFTER = '[\\d千万億円件人名年月日回個時分桁条項]'

/** A number that is counted or paid is nobody's number. */
export const NOT_COUNTED = `(?!${UNIT_AFTER})`

export const COUNTED = new RegExp(UNIT_AFTER, 'u')

export const PHONE_CUES = '電話|でんわ|TEL|Tel|tel|携帯|ケータイ|スマホ|FAX|Fax|fax|ファックス|ファクス|直通'
export const MY_NUMBER_CUES = /(?:個人番号|マイナンバー|マイナンバ|ﾏｲﾅﾝﾊﾞｰ)[^\d]{0,8}$/u
export const BANK_CUES = '口座番号|口座|普通預金|当座預金|貯蓄預金|普通|当座|貯蓄'
export const YUCHO_ACCOUNT = /記号[^\d]{0,4}\d{5}(?:-\d)?[^\d]{0,8}番号[^\d]{0,4}\d{1,8}(?!\d)/gu
export const EMPLOYEE_CUES = '(?:職員|社員|従業員)(?:番号|コード|ナンバー|ID|No\\.?)'
export const POSTAL_CUES = '郵便番号|〒'
export const ADDRESS_CUE = /(?:住所|自宅|居所|転居先|引っ?越し先|実家|宛先|送付先)[^\n。]{0,15}$/u

const NUMERAL = '[0-9一二三四五六七八九十百〇]{1,5}'
/** Forms of a street number that are nothing else. */
export const STREET_NUMBER = new RegExp(
  `${NUMERAL}丁目(?:${NUMERAL}番地?(?:の?${NUMERAL}号?)?|[0-9]{1,4}(?:-[0-9]{1,4}){0,3})?|${NUMERAL}番地(?:の?${NUMERAL}号?)?`,
  'gu',
)
/** Forms that are a street number only behind a place. */
export const STREET_NUMBER_BEHIND_PLACE = new RegExp(
  `(?<![\\d-])(?:[0-9]{1,4}(?:-[0-9]{1,4}){1,3}(?![-\\d])|${NUMERAL}番${NUMERAL}号)(?![日回名人件個年月時分円条項階])`,
  'gu',
)
export const PREFECTURE = /東京都|北海道|京都府|大阪府|[\p{Script=Han}]{2,3}県/u
/** A municipality and what may stand between it and the street number; not 「市町村課」, not 「…市に」. */
export const PLACE_BEFORE =
  /(?:東京都|北海道|[京大][都阪]府|\p{Script=Han}{2,3}県|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,8}[市区町村郡])[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー ]{0,15}$/u
export const NOT_A_PLACE = /(?:[課係室部局館室院校所号第式表巻版案]|[課係室部局館院校所]の|[にでへとはをもやがら])$/u
export const PLACE_AFTER =
  /^[ ,、]{0,3}(?:\p{Script=Han}{2,3}[都道府県]|[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー]{1,8}[市区町村郡])/u
/** Read leftwards from a street number: the letters of which names of places are made. */
export const PLACE_LETTER = /[\p{Script=Han}\p{Script=Katakana}ーのノ々]/u
export const HIRAGANA = /\p{Script=Hiragana}/u
/** A prefecture with its municipality, or a municipality alone; hiragana alone may be its name. */
export const WHOLE_PLACE =
  /(?:東京都|北海道|京都府|大阪府|\p{Script=Han}{2,3}県)[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー ]{1,8}[市区町村郡]|(?:[\p{Script=Han}\p{Script=Katakana}ー]{1,8}|\p{Script=Hiragana}{2,8})[市区町村郡]/u
const BUILDING_KINDS =
  'マンション|アパート|ハイツ|コーポ|ハイム|メゾン|レジデンス|ビル|タワー|荘|団地|住宅|寮|官舎|宿舎'
const BUILDING_LETTER = '[\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}A-Za-z0-9ー・]'
const ROOM = '[A-Z]?[0-9]{1,4}(?:-[0-9]{1,4})?(?:号室|号棟|号|階|F)?'
/** What may follow a street number: a building with its room, or a room alone. */
export const BUILDING = new RegExp(
  `^ ?(?![のにをはがでへとも])${BUILDING_LETTER}{0,15}(?:${BUILDING_KINDS})(?:${BUILDING_LETTER}{0,8}? ?${ROOM})?|^ ?[A-Z]?[0-9]{1,4}号室`,
  'u',
)
