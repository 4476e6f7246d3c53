/// An option of `import` that a settings file gives a value.
struct Setting: Equatable {
    enum Value: Equatable {
        case text(String)
        case texts([String])
        /// Of a flag; false takes back what the defaults say.
        case flag(Bool)

        /// For people.
        var shown: String {
            switch self {
            case .text(let text): text
            case .texts(let texts): texts.joined(separator: ", ")
            case .flag(let isOn): isOn ? "on" : "off"
            }
        }
    }

    /// With its dashes.
    let option: String
    let value: Value
    /// `defaults`, or `profile NAME`.
    let origin: String
}

extension Invocation {
    /// The call with settings where nothing was typed; later settings win over earlier ones.
    func filled(with settings: [Setting]) -> Invocation {
        var filled = self
        for setting in settings where !isTyped(setting.option) {
            filled.remove(setting.option)
            switch setting.value {
            case .text(let text): filled.set(setting.option, to: text)
            case .texts(let texts):
                for text in texts { filled.add(text, to: setting.option) }
            case .flag(let isOn): if isOn { filled.set(flag: setting.option) }
            }
            filled.noteSet(setting.option, by: setting.origin)
        }
        return filled
    }

    private func isTyped(_ option: String) -> Bool {
        let isThere = self[option] != nil || has(option) || !all(option).isEmpty
        return isThere && origin(of: option) == nil
    }
}
