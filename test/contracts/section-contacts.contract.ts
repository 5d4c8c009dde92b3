// What every store of sections' contacts must do.
import { beforeEach, describe, expect, test } from 'vitest'
import type { SectionContacts } from '../../src/core/ports/ticket-store.ts'

/** Runs the contract; `open` makes an empty store beside a registry with the sections jinji and kaikei. */
export function sectionContactsContract(name: string, open: () => Promise<SectionContacts>): void {
  describe(`${name} keeps the contract of section contacts`, () => {
    let contacts: SectionContacts
    beforeEach(async () => {
      contacts = await open()
    })

    test('knows no contact at first', async () => {
      expect(await contacts.contacts()).toEqual([])
      expect(await contacts.contactOf('jinji', 'mail')).toBeNull()
      expect(await contacts.contactOf('gone', 'mail')).toBeNull()
    })

    test('keeps one contact for each section and door', async () => {
      await contacts.setContact('kaikei', 'slack', 'C2', 'cli')
      await contacts.setContact('jinji', 'slack', 'C1', 'cli')
      await contacts.setContact('jinji', 'mail', 'jinji@pref.example.jp', 'cli')
      expect(await contacts.contacts()).toEqual([
        { sectionCode: 'jinji', door: 'mail', address: 'jinji@pref.example.jp' },
        { sectionCode: 'jinji', door: 'slack', address: 'C1' },
        { sectionCode: 'kaikei', door: 'slack', address: 'C2' },
      ])
      expect(await contacts.contactOf('jinji', 'slack')).toBe('C1')
      expect(await contacts.contactOf('kaikei', 'mail')).toBeNull()
    })

    test('replaces a contact, and takes one away without touching the others', async () => {
      await contacts.setContact('jinji', 'slack', 'C1', 'cli')
      await contacts.setContact('jinji', 'mail', 'a@x', 'cli')
      await contacts.setContact('jinji', 'slack', 'C9', 'cli')
      expect(await contacts.contactOf('jinji', 'slack')).toBe('C9')
      await contacts.setContact('jinji', 'slack', null, 'cli')
      await contacts.setContact('jinji', 'slack', null, 'cli') // taking away what is not there is no fault
      expect(await contacts.contacts()).toEqual([{ sectionCode: 'jinji', door: 'mail', address: 'a@x' }])
    })

    test('refuses a section that is not there', async () => {
      const setting = contacts.setContact('gone', 'mail', 'a@x', 'cli')
      await expect(setting).rejects.toMatchObject({ code: 'not_found', data: { what: 'section', id: 'gone' } })
      expect(await contacts.contacts()).toEqual([])
    })
  })
}
