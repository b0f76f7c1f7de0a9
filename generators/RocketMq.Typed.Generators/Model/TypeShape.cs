namespace RocketMq.Typed.Generators;

/// <summary>How the values of one type are written and read; all that the emitters know of it.</summary>
/// <param name="Kind">The kind of shape.</param>
/// <param name="TypeName">The type from <c>global::</c> on, its own nullability left out.</param>
/// <param name="IsValueType">Whether it is a struct.</param>
/// <param name="Method">For scalars the name of the reader's and writer's method, for enums that of the underlying type; else empty.</param>
/// <param name="Element">The element of nullables and collections, the value of dictionaries.</param>
/// <param name="Key">The key of dictionaries.</param>
/// <param name="Form">What collections and dictionaries are made as.</param>
/// <param name="IsNullable">Whether it is a reference type that is declared to be null at times.</param>
internal sealed record TypeShape(
    ShapeKind Kind,
    string TypeName,
    bool IsValueType,
    string Method = "",
    TypeShape? Element = null,
    TypeShape? Key = null,
    CollectionForm Form = CollectionForm.None,
    bool IsNullable = false
)
{
    /// <summary>The type with its own nullability, as the argument of a generic collection.</summary>
    public string AnnotatedName => IsNullable ? TypeName + "?" : TypeName;
}
