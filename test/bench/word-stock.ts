// Words that make entries and questions differ as they differ between offices: subjects, offices, months, numbers.
import { readFile } from 'node:fs/promises'
import type { SeededRandom } from './seeded-random.ts'

export interface WordStock {
  /** A concrete noun of the word table, common ones far oftener than rare ones. */
  readonly subject: () => string
  /** Any noun of the word table, rare ones too: the long tail of words that every big registry has. */
  readonly tailWord: () => string
  readonly office: () => string
  readonly month: () => string
  /** The text with its dates, amounts, form and extension numbers changed. */
  readonly withOtherNumbers: (text: string) => string
}

const VOCABULARY = new URL('../../indexer/model/builtin/vocab.txt', import.meta.url)
/** The table is ordered by frequency, and begins with the words of statutes, which the entries have already. */
const RANK_FROM = 1_000
/** Concrete nouns, told by their last character: things that an office may have to do with. */
const SUBJECT_FORM =
  /^\p{Script=Han}{1,3}[業務料費金税証書届票権法器品物車路川地水林園校院室館所場会員者児士師油機具材病薬査検畜農漁橋港船網設備工事産土石砂木米麦茶果菜花魚貝種苗肥牛豚鶏犬獣虫森山湖岸島道線駅街村祭展図絵像塔碑城寺跡墓債券株資貸借険年給賃償]$/u
const TAIL_FORM = /^(?:\p{Script=Han}{2,4}|[ァ-ヶー]{3,8})$/u

const REGIONS = ['北部', '南部', '東部', '西部', '中部', '湾岸', '山手', '島しょ', '港北', '汐見', '白浜', '立花']
const OFFICE_KINDS = [
  '振興局',
  '県税事務所',
  '土木事務所',
  '保健福祉事務所',
  '農業試験場',
  '家畜保健衛生所',
  '児童相談所',
  '県立高校',
  '図書館',
  '職業訓練校',
  '水産事務所',
  '病院',
]
const PAPER_SIZE = /[ABａｂ]$/iu

/** Reads the vocabulary of the built-in model. */
export async function openWordStock(random: SeededRandom): Promise<WordStock> {
  const words = (await readFile(VOCABULARY, 'utf8')).split('\n').slice(RANK_FROM)
  const subjects = words.filter(word => SUBJECT_FORM.test(word))
  const tail = words.filter(word => TAIL_FORM.test(word))
  const month = () => `${random.between(1, 12)}月`
  return {
    subject: () => random.pickByRank(subjects),
    tailWord: () => random.pickByRank(tail),
    office: () => `${random.pick(REGIONS)}${random.pick(OFFICE_KINDS)}`,
    month,
    withOtherNumbers: text => text.replace(/\d+/gu, (number, at: number) => otherNumber(number, text, at, random)),
  }
}

/** Of the same length, so that an extension stays an extension; paper sizes and list numbers stay what they are. */
function otherNumber(number: string, text: string, at: number, random: SeededRandom): string {
  const isListNumber = text.startsWith('. ', at + number.length)
  if (isListNumber || PAPER_SIZE.test(text.slice(0, at)) || random.chance(0.4)) return number
  if (text.startsWith('月', at + number.length)) return String(random.between(1, 12))
  if (text.startsWith('日', at + number.length)) return String(random.between(1, 30))
  const smallest = number.length === 1 ? 1 : 10 ** (number.length - 1)
  return number.length > 6 ? number : String(random.between(smallest, 10 ** number.length - 1))
}
