// Texts that have nothing in common but being a prefecture's Japanese: what a model says of them shows its scale, and
// whether it still is the model it was.

export const PROBE_TEXTS = [
  '年次有給休暇は何日前までに申請すればよいですか。',
  '出張旅費の概算払を受けたい。',
  '公用車の鍵はどこで借りられますか。',
  'パスワードを忘れたため、業務用パソコンに入れません。',
  '庁舎の空調の温度を下げてほしい。',
  '契約書に収入印紙は必要か。',
  '保育所に入る手続を住民に聞かれた。',
  '地震のとき、参集する場所を確認したい。',
] as const

/** Mean cosine of all pairs of different texts; vectors of unit length, one for each text, none below 0. */
export function meanUnrelatedCosine(vectors: readonly Float32Array[]): number {
  let sum = 0
  let pairs = 0
  for (const [i, a] of vectors.entries()) {
    for (const b of vectors.slice(i + 1)) {
      for (let d = 0; d < a.length; d += 1) sum += (a[d] as number) * (b[d] as number)
      pairs += 1
    }
  }
  return pairs === 0 ? 0 : Math.min(UNRELATED_MAX, Math.max(0, sum / pairs))
}

/** A model that finds everything alike must not make a division by nothing. */
const UNRELATED_MAX = 0.95
