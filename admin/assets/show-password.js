// A box below each form with passwords that shows what is typed: with it, nobody has to type a long one blindly.
for (const form of document.querySelectorAll('form')) {
  const fields = [...form.querySelectorAll('input[type="password"]')]
  const last = fields.at(-1)
  const text = form.dataset.showPassword
  if (last === undefined || text === undefined) continue
  const label = document.createElement('label')
  label.className = 'choice'
  const box = document.createElement('input')
  box.type = 'checkbox'
  box.addEventListener('change', () => {
    for (const field of fields) field.type = box.checked ? 'text' : 'password'
  })
  label.append(box, text)
  last.closest('.field')?.after(label)
  form.addEventListener('submit', () => {
    for (const field of fields) field.type = 'password'
  })
}
