// The engines that the product is measured beside.

export const ENGINES = ['MiniSearch', 'Orama', 'Orama hybrid'] as const
export type EngineName = (typeof ENGINES)[number]
