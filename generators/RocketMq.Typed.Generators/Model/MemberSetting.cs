namespace RocketMq.Typed.Generators;

/// <summary>How a member gets the value that was read for it.</summary>
internal enum MemberSetting
{
    /// <summary>By the constructor.</summary>
    Constructor,

    /// <summary>By the object initializer, always: it is required.</summary>
    Initializer,

    /// <summary>By assignment, if the body has it; its own default stays otherwise.</summary>
    Assignment,

    /// <summary>By its init accessor, if the body has it; its own default stays otherwise.</summary>
    InitAccessor,

    /// <summary>By the object initializer: from the body if it has it, else from an object made without it. For init accessors of generic base types.</summary>
    InitializerOrDefault,
}
