import { describe, expect, test } from 'vitest'
import { addressProblem } from '../../../src/adapters/openai/chat-address.ts'

describe('the address of a model', () => {
  test.each([
    'https://api.openai.com/v1',
    'http://127.0.0.1:11434/v1',
    'http://localhost:8000/v1',
    'http://10.1.2.3/v1',
    'http://172.16.0.1/v1',
    'http://192.168.0.10:8080/v1',
    'http://[::1]:8080/v1',
    'http://[fd00::1]/v1',
    'https://llm.pref.shiomi.example/openai/deployments/a',
  ])('may be %s, because the operator set it', address => {
    expect(addressProblem(address)).toBeNull()
  })

  test.each([
    'ftp://example.com/v1',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'not an address',
    '//example.com/v1',
    'http://user:pass@example.com/v1',
    'http://example.com/v1?key=1',
    'http://example.com/v1#x',
    'http://169.254.169.254/latest',
    'http://2852039166/latest',
    'http://0xa9fea9fe/latest',
    'http://0251.0376.0251.0376/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[::]/',
    'http://[ff02::1]/',
    'http://0.0.0.0:8000/v1',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
    'http://metadata.google.internal/',
    'http://metadata.google.internal./',
    'http://１６９.254.169.254/',
  ])('may not be %s', address => {
    expect(addressProblem(address)).toMatch(/^expected /u)
  })
})
