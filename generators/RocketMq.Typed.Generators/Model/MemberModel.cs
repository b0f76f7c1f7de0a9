namespace RocketMq.Typed.Generators;

/// <summary>A member of a body.</summary>
/// <param name="Name">The member's name without escape.</param>
/// <param name="Shape">How its values lie in the body.</param>
/// <param name="Index">Its index in array bodies; -1 in map bodies.</param>
/// <param name="MapKey">Its name in map bodies.</param>
/// <param name="JsonName">Its name in JSON.</param>
/// <param name="ExactJsonName">Whether the JSON name must match in case, because another differs by case only.</param>
/// <param name="Setting">How it is set.</param>
/// <param name="DefaultValue">What it is before a value was read.</param>
/// <param name="DeclaringType">The type that declares it, from <c>global::</c> on.</param>
/// <param name="Local">The local variable that holds the value read.</param>
internal sealed record MemberModel(
    string Name,
    TypeShape Shape,
    int Index,
    string MapKey,
    string JsonName,
    bool ExactJsonName,
    MemberSetting Setting,
    string DefaultValue,
    string DeclaringType,
    string Local
)
{
    public string EscapedName => Identifiers.Escape(Name);

    /// <summary>Whether its value is set only if the body has it.</summary>
    public bool IsOptional => Setting is MemberSetting.Assignment or MemberSetting.InitAccessor or MemberSetting.InitializerOrDefault;

    /// <summary>The local variable that says whether the body has it.</summary>
    public string PresenceLocal => "has" + char.ToUpperInvariant(Local[0]) + Local.Substring(1);
}
