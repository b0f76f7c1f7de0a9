namespace RocketMq.Protocol;

/// <summary>The names JSON headers and bodies use for <see cref="LanguageCode"/>. Thread-safe.</summary>
public static class LanguageNames
{
    /// <summary>The name of a language.</summary>
    /// <param name="language">The language.</param>
    /// <returns>Its name as UTF-8, in capitals; <c>OTHER</c> for an unknown one.</returns>
    public static ReadOnlySpan<byte> Get(LanguageCode language) =>
        language switch
        {
            LanguageCode.Java => "JAVA"u8,
            LanguageCode.Cpp => "CPP"u8,
            LanguageCode.DotNet => "DOTNET"u8,
            LanguageCode.Python => "PYTHON"u8,
            LanguageCode.Delphi => "DELPHI"u8,
            LanguageCode.Erlang => "ERLANG"u8,
            LanguageCode.Ruby => "RUBY"u8,
            LanguageCode.Http => "HTTP"u8,
            LanguageCode.Go => "GO"u8,
            LanguageCode.Php => "PHP"u8,
            LanguageCode.Oms => "OMS"u8,
            LanguageCode.Rust => "RUST"u8,
            LanguageCode.NodeJs => "NODE_JS"u8,
            _ => "OTHER"u8,
        };

    /// <summary>The language of a name, in any case.</summary>
    /// <param name="name">The name as UTF-8.</param>
    /// <returns>The language; <see cref="LanguageCode.Other"/> for an unknown name.</returns>
    public static LanguageCode Parse(ReadOnlySpan<byte> name)
    {
        for (LanguageCode language = LanguageCode.Java; language <= LanguageCode.NodeJs; language++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(Get(language), name))
                return language;
        }

        return LanguageCode.Other;
    }
}
