// A binary heap of nodes by similarity, in two arrays that are used again: what a search of the graph keeps in order.

export class CandidateHeap {
  readonly nodes: number[] = []
  readonly similarities: number[] = []
  readonly #sign: number
  #size = 0

  /** `first` says which stands at the root. */
  constructor(first: 'nearest' | 'farthest') {
    this.#sign = first === 'nearest' ? 1 : -1
  }

  get size(): number {
    return this.#size
  }

  /** Similarity of the root; meaningless while there is none. */
  get rootSimilarity(): number {
    return this.similarities[0] as number
  }

  clear(): void {
    this.#size = 0
  }

  push(node: number, similarity: number): void {
    const [{ nodes, similarities }, sign] = [this, this.#sign]
    let place = this.#size
    this.#size += 1
    while (place > 0) {
      const parent = (place - 1) >> 1
      if (((similarities[parent] as number) - similarity) * sign >= 0) break
      nodes[place] = nodes[parent] as number
      similarities[place] = similarities[parent] as number
      place = parent
    }
    nodes[place] = node
    similarities[place] = similarity
  }

  /** Takes the root out, which there must be. */
  pop(): number {
    const [{ nodes, similarities }, sign] = [this, this.#sign]
    const root = nodes[0] as number
    this.#size -= 1
    const size = this.#size
    const [node, similarity] = [nodes[size] as number, similarities[size] as number]
    let place = 0
    for (;;) {
      let child = 2 * place + 1
      if (child >= size) break
      if (child + 1 < size && ((similarities[child + 1] as number) - (similarities[child] as number)) * sign > 0)
        child += 1
      if (((similarities[child] as number) - similarity) * sign <= 0) break
      nodes[place] = nodes[child] as number
      similarities[place] = similarities[child] as number
      place = child
    }
    nodes[place] = node
    similarities[place] = similarity
    return root
  }
}
