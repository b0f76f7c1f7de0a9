namespace RocketMq.Protocol;

/// <summary>The sender's implementation language, as both header formats carry it.</summary>
public enum LanguageCode : byte
{
    /// <summary>Java, <c>JAVA</c> in JSON headers.</summary>
    Java = 0,

    /// <summary>C++, <c>CPP</c> in JSON headers.</summary>
    Cpp = 1,

    /// <summary>.NET, <c>DOTNET</c> in JSON headers; what this library sends.</summary>
    DotNet = 2,

    /// <summary>Python, <c>PYTHON</c> in JSON headers.</summary>
    Python = 3,

    /// <summary>Delphi, <c>DELPHI</c> in JSON headers.</summary>
    Delphi = 4,

    /// <summary>Erlang, <c>ERLANG</c> in JSON headers.</summary>
    Erlang = 5,

    /// <summary>Ruby, <c>RUBY</c> in JSON headers.</summary>
    Ruby = 6,

    /// <summary>Any other, <c>OTHER</c> in JSON headers; also what an unknown name is read as.</summary>
    Other = 7,

    /// <summary>An HTTP gateway, <c>HTTP</c> in JSON headers.</summary>
    Http = 8,

    /// <summary>Go, <c>GO</c> in JSON headers.</summary>
    Go = 9,

    /// <summary>PHP, <c>PHP</c> in JSON headers.</summary>
    Php = 10,

    /// <summary>OpenMessaging, <c>OMS</c> in JSON headers.</summary>
    Oms = 11,

    /// <summary>Rust, <c>RUST</c> in JSON headers.</summary>
    Rust = 12,

    /// <summary>Node.js, <c>NODE_JS</c> in JSON headers.</summary>
    NodeJs = 13,
}
