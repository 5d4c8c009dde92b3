// Port: the switch by which administrators stop, for every process at once, that anything is sent to a chat model.

export interface SwitchState {
  readonly isOn: boolean
  /** By whom and when it was last moved; null for one that never was. */
  readonly moved: { readonly at: Date; readonly by: string } | null
}

export interface ModelSwitch {
  readonly read: () => Promise<SwitchState>
  /** Moves it, with an audit event; one that stands there already stays as it is. */
  readonly move: (isOn: boolean, actor: string) => Promise<void>
}
