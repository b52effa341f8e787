//! Writes the window's TypeScript from the command table. A test keeps the committed file equal to it.

use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use ts_rs::{Config, TS, TypeVisitor};

use crate::commands::{Describe, TypeInfo, table};
use crate::wire::{AppError, AppEvent};

/// The whole of `ui/src/ipc/bindings.ts`.
pub fn bindings() -> String {
    let mut file = File::default();
    file.declare(type_info::<AppError>());
    file.declare(type_info::<AppEvent>());
    for entry in table() {
        (entry.describe)(&mut file);
    }
    file.text()
}

/// A type with everything it names, for [`Describe`].
pub fn type_info<T: TS + 'static + ?Sized>() -> TypeInfo {
    let config = config();
    let mut collector = Collector { config, seen: BTreeSet::new(), declarations: BTreeMap::new() };
    collector.visit::<T>();
    TypeInfo { name: T::name(&collector.config), declarations: collector.declarations }
}

fn config() -> Config {
    Config::new().with_large_int("number")
}

struct Collector {
    config: Config,
    seen: BTreeSet<TypeId>,
    declarations: BTreeMap<String, String>,
}

impl TypeVisitor for Collector {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        // By type, not by name: `Box<Desk>` is called `Desk` and declares nothing.
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        if T::output_path().is_some() {
            let mut declaration = String::new();
            if let Some(docs) = T::docs() {
                declaration.push_str(docs.trim_end());
                declaration.push('\n');
            }
            declaration.push_str("export ");
            declaration.push_str(&T::decl(&self.config));
            self.declarations.insert(T::ident(&self.config), declaration);
        }
        T::visit_dependencies(self);
        T::visit_generics(self);
    }
}

#[derive(Default)]
struct File {
    declarations: BTreeMap<String, String>,
    commands: Vec<(&'static str, String, String)>,
}

impl File {
    fn declare(&mut self, info: TypeInfo) {
        self.declarations.extend(info.declarations);
    }

    fn text(&self) -> String {
        let mut text = String::from(
            "// Generated from the command table in foyer-app; `cargo xtask bindings` writes it anew.\n\n",
        );
        for declaration in self.declarations.values() {
            let _ = writeln!(text, "{declaration}\n");
        }
        text.push_str("/** Every command: what it takes and what it gives. */\nexport type Commands = {\n");
        for (name, request, reply) in &self.commands {
            let _ = writeln!(text, "  '{name}': {{ request: {request}; reply: {reply} }};");
        }
        text.push_str("};\n");
        text
    }
}

impl Describe for File {
    fn command(&mut self, name: &'static str, request: TypeInfo, reply: TypeInfo) {
        self.commands.push((name, request.name.clone(), reply.name.clone()));
        self.declare(request);
        self.declare(reply);
    }
}
