// The clock of the pictures: `Date` tells the moment that was set and stands still, so that no picture shows when it was taken. Time
// that is measured from one moment to the next (performance.now, timers) goes on as ever.
const RealDate = Date

let now = RealDate.now()

/** From now on it is this moment. */
export function setMoment(iso: string): void {
  now = RealDate.parse(iso)
}

globalThis.Date = new Proxy(RealDate, {
  construct: (target, args: readonly unknown[], newTarget) =>
    Reflect.construct(target, args.length === 0 ? [now] : args, newTarget) as object,
  apply: () => new RealDate(now).toString(),
  get: (target, name, receiver) => (name === 'now' ? () => now : (Reflect.get(target, name, receiver) as unknown)),
})
