// What load-lindera.ts needs of the runtime's WebAssembly, whose types come with browsers' only.
declare namespace WebAssembly {
  type Module = object
  type ModuleImports = Record<string, unknown>
  type Imports = Record<string, ModuleImports>
  interface Memory {
    readonly buffer: ArrayBuffer
  }
  let Instance: {
    new (module: Module, imports: Imports): { readonly exports: Record<string, unknown> }
  }
}
