namespace RocketMq.Protocol;

/// <summary>The names JSON headers use for <see cref="LanguageCode"/>.</summary>
internal static class LanguageNames
{
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
