// A hierarchical navigable small-world graph (Malkov & Yashunin 2016, arXiv:1603.09320) over vectors that others hold: only
// its links take memory of their own. Algorithm numbers are the paper's.
import { type Draw, seededDraw } from '../../core/seeded-draw.ts'
import { CandidateHeap } from './candidate-heap.ts'
import { LINKS, LINKS_LOWEST, type LinkTable } from './link-table.ts'

/** Breadth of search while building and while asking: recall against time (measured by `npm run bench`). */
export const BREADTH_BUILDING = 100
const BREADTH_ASKING = 64
/** Levels are drawn at random; a fixed seed makes a rebuild reproducible. */
export const SEED = 20_260_401
/** With so many nodes as the universe has atoms, none is drawn higher. */
const LEVEL_MAX = 64

/** Similarities that the graph goes by. */
export interface Similarities {
  /** From now on `ofNodes` is with this vector. */
  readonly ask: (query: Float32Array) => void
  /** Of so many nodes at once: each waits for memory while others are computed. Overwritten by the next call. */
  readonly ofNodes: (nodes: Uint32Array, count: number) => Float64Array
  readonly between: (a: number, b: number) => number
  readonly vectorOf: (node: number) => Float32Array
}

export interface FoundNode {
  readonly node: number
  readonly similarity: number
}

export class NeighbourGraph {
  readonly links: LinkTable
  readonly #similarities: Similarities
  readonly #draw: Draw = seededDraw(SEED)
  #entry = -1
  #visited = new Uint32Array(0)
  #visit = 0
  readonly #open = new CandidateHeap('nearest')
  readonly #found = new CandidateHeap('farthest')
  /** Nodes that are looked at together. */
  readonly #nodes = new Uint32Array(LINKS_LOWEST)

  constructor(links: LinkTable, similarities: Similarities) {
    this.links = links
    this.#similarities = similarities
    for (let node = 0; node < links.count; node += 1) {
      if (this.#entry < 0 || links.levelOf(node) > links.levelOf(this.#entry)) this.#entry = node
    }
  }

  /** The nearest nodes that `accepts` lets through, nearest first (algorithm 5). */
  search(query: Float32Array, count: number, accepts: ((node: number) => boolean) | undefined): readonly FoundNode[] {
    if (this.#entry < 0) return []
    this.#similarities.ask(query)
    const start = this.#descend(this.links.levelOf(this.#entry), 0)
    const found = this.#searchLevel(start, { level: 0, breadth: Math.max(BREADTH_ASKING, count), accepts })
    return found.slice(0, count)
  }

  /** Links the next node, whose vector is there already (algorithm 1). Returns its number. */
  add(): number {
    const level = Math.min(LEVEL_MAX, Math.floor(-Math.log(1 - this.#draw()) / Math.log(LINKS)))
    const node = this.links.add(level)
    if (this.#entry < 0) {
      this.#entry = node
      return node
    }
    this.#similarities.ask(this.#similarities.vectorOf(node))
    const top = this.links.levelOf(this.#entry)
    let start = this.#descend(top, level)
    for (let at = Math.min(level, top); at >= 0; at -= 1) {
      const found = this.#searchLevel(start, { level: at, breadth: BREADTH_BUILDING, accepts: undefined })
      start = found[0]?.node ?? start
      this.#connect(node, at, this.#select(found, LINKS))
    }
    if (level > top) this.#entry = node
    return node
  }

  /** Walks down the upper levels to the node nearest by, above the lowest level wanted. */
  #descend(top: number, lowest: number): number {
    const [{ ofNodes }, nodes] = [this.#similarities, this.#nodes]
    let node = this.#entry
    let similarity = this.#similarityOf(node)
    for (let level = top; level > lowest; level -= 1) {
      for (let moved = true; moved; ) {
        moved = false
        const [links, place] = [this.links.linksAt(level), this.links.placeOf(node, level)]
        const count = links[place] as number
        for (let i = 0; i < count; i += 1) nodes[i] = links[place + 1 + i] as number
        const near = ofNodes(nodes, count)
        for (let i = 0; i < count; i += 1) {
          if ((near[i] as number) <= similarity) continue
          similarity = near[i] as number
          node = nodes[i] as number
          moved = true
        }
      }
    }
    return node
  }

  #similarityOf(node: number): number {
    this.#nodes[0] = node
    return this.#similarities.ofNodes(this.#nodes, 1)[0] as number
  }

  /** The best few of one level, nearest first (algorithm 2). */
  #searchLevel(start: number, options: LevelSearch): readonly FoundNode[] {
    const { level, breadth, accepts } = options
    const [{ ofNodes }, open, found, nodes] = [this.#similarities, this.#open, this.#found, this.#nodes]
    const [visited, visit] = this.#beginVisit()
    const links = this.links.linksAt(level)
    open.clear()
    found.clear()
    visited[start] = visit
    const first = this.#similarityOf(start)
    open.push(start, first)
    if (accepts === undefined || accepts(start)) found.push(start, first)
    while (open.size > 0) {
      if (found.size === breadth && open.rootSimilarity < found.rootSimilarity) break
      const place = this.links.placeOf(open.pop(), level)
      const last = place + (links[place] as number)
      let count = 0
      for (let i = place + 1; i <= last; i += 1) {
        const node = links[i] as number
        if (visited[node] === visit) continue
        visited[node] = visit
        nodes[count++] = node
      }
      const near = ofNodes(nodes, count)
      for (let i = 0; i < count; i += 1) {
        const [node, similarity] = [nodes[i] as number, near[i] as number]
        if (found.size === breadth && similarity <= found.rootSimilarity) continue
        open.push(node, similarity)
        if (accepts !== undefined && !accepts(node)) continue
        found.push(node, similarity)
        if (found.size > breadth) found.pop()
      }
    }
    return drain(found)
  }

  #beginVisit(): readonly [Uint32Array, number] {
    if (this.#visited.length < this.links.count) this.#visited = new Uint32Array(Math.ceil(this.links.count * 1.5))
    if (this.#visit === 0xffff_ffff) this.#visited.fill(0)
    this.#visit = (this.#visit % 0xffff_ffff) + 1
    return [this.#visited, this.#visit]
  }

  /** Of candidates, nearest first, those that are nearer to the node than to any chosen before (algorithm 4). */
  #select(candidates: readonly FoundNode[], most: number): readonly number[] {
    if (candidates.length < most) return candidates.map(({ node }) => node)
    const { between } = this.#similarities
    const chosen: number[] = []
    for (const { node, similarity } of candidates) {
      if (chosen.length === most) break
      if (chosen.every(other => between(node, other) <= similarity)) chosen.push(node)
    }
    return chosen
  }

  #connect(node: number, level: number, neighbours: readonly number[]): void {
    this.#write(node, level, neighbours)
    const most = level === 0 ? LINKS_LOWEST : LINKS
    for (const neighbour of neighbours) {
      const [links, place] = [this.links.linksAt(level), this.links.placeOf(neighbour, level)]
      const count = links[place] as number
      if (count < most) {
        links[place + 1 + count] = node
        links[place] = count + 1
      } else
        this.#write(
          neighbour,
          level,
          this.#reselect(neighbour, [...links.subarray(place + 1, place + 1 + count), node], most),
        )
    }
  }

  /** A node with too many links keeps those that lead farthest apart. */
  #reselect(node: number, others: readonly number[], most: number): readonly number[] {
    const { between } = this.#similarities
    const candidates = others.map(other => ({ node: other, similarity: between(node, other) }))
    return this.#select(
      candidates.sort((a, b) => b.similarity - a.similarity),
      most,
    )
  }

  #write(node: number, level: number, neighbours: readonly number[]): void {
    const [links, place] = [this.links.linksAt(level), this.links.placeOf(node, level)]
    links[place] = neighbours.length
    for (const [i, neighbour] of neighbours.entries()) links[place + 1 + i] = neighbour
  }
}

interface LevelSearch {
  readonly level: number
  readonly breadth: number
  readonly accepts: ((node: number) => boolean) | undefined
}

/** Empties a heap with the farthest at its root; nearest first. */
function drain(heap: CandidateHeap): readonly FoundNode[] {
  const found: FoundNode[] = []
  while (heap.size > 0) {
    const similarity = heap.rootSimilarity
    found.push({ node: heap.pop(), similarity })
  }
  return found.toReversed()
}
