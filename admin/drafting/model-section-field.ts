// The field that says for which section a model drafts an entry of a cluster: the cluster's page has it, and asking again sends it.

export const MODEL_SECTION_FIELD = 'modelSection'
