// How Japanese writing counts, denies and links sentences: what the check of a composed sentence looks for. Data, not
// sentences.

/** Words that carry no subject: a sentence is not supported, and not unsupported, by them. */
export const GENERIC_TERMS: ReadonlySet<string> = new Set(
  [
    'する ある いる なる できる おる 行う 行なう よる くださる 下さる いただく ください',
    'こと もの ため とき 時 場合 よう ところ それ これ その この また ほか なお 必要 それぞれ 次 以下',
    '等 方 者 際 上 中 内 的 お ご',
  ].flatMap(words => words.split(' ')),
)

/** Counters behind which numerals in kanji are a number: 「三日」, not 「三重県」. */
export const KANJI_NUMBER =
  /(?<![\d,.〇一二三四五六七八九十百千万億])[〇一二三四五六七八九十百千万億]+(?=(?:日|年|か月|ヶ月|カ月|箇月|月|回|人|名|件|円|時間|分|週|割|歳|条|項|号|階|枚|通|泊|倍|つ))/gu
/** A unit: the letters behind a number that make another number of it. */
export const UNIT =
  /^ ?(?:[かカケヶヵ個箇](?=月)|時間|年度|営業日|分の|\p{Script=Katakana}{1,4}|\p{Script=Latin}{1,6}|%|\p{Script=Han}|つ)/u
export const MONTHS_UNIT = /^ ?[かカケヶヵ個箇]$/u
export const MONTHS = 'か月'

/** Denials that affirm, and words that merely look like denials. */
export const NO_DENIAL =
  /な(?:ければ|くては)(?:な(?:らない|りません|らず)|いけ(?:ない|ません))|ねばな(?:らない|りません)|ないといけ(?:ない|ません)|だけでなく|のみでなく|少な[いくけ]|まもなく|必ず|かもしれ(?:ない|ません)|やむを得な|差し支えな|問題な|さしつかえな/gu
/** At the end of a clause, where Japanese denies. */
export const DENIAL =
  /(?:ませ?ん(?:でした)?|な[いく](?:で(?:す|ください)|こと|もの|とき|場合)?|なければ|なし|ず|不要(?:です|である)?|不可(?:です|とする)?|禁止(?:です|する|します|され.{0,6})?|対象外(?:です|とする)?)(?:ので|ため|から|[がとのにはも])*[」』）)]*$/u

export const SENTENCE_END = /[。！？\n]/u
export const CLAUSE_END = /[。！？\n、]/u

/** Inside of a class of letters: what nobody sees, and what no writing has. */
export const UNSEEN_LETTERS = String.raw`\p{Default_Ignorable_Code_Point}\p{Cc}\p{Co}\p{Cs}\p{Cn}`
export const UNSEEN = new RegExp(`[${UNSEEN_LETTERS}]`, 'u')

/** As far as an address of the net goes on: Japanese letters and brackets end it. */
export const LINK_LETTER = String.raw`[^\s\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}()<>"'|、。]`
