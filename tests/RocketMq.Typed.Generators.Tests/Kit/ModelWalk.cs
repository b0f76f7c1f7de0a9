using System.Collections;
using System.Reflection;

namespace RocketMq.Typed.Generators.Tests.Kit;

/// <summary>Walks the objects that a model holds on to.</summary>
internal static class ModelWalk
{
    public static IEnumerable<object> ObjectsIn(object? root)
    {
        if (
            root is null or string
            || root.GetType().IsPrimitive
            || root.GetType().IsEnum
            || root is Microsoft.CodeAnalysis.DiagnosticDescriptor
        )
            yield break;
        yield return root;
        IEnumerable<object?> parts = root is IEnumerable items
            ? items.Cast<object?>()
            : root.GetType()
                .GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Select(field => field.GetValue(root));
        foreach (object? part in parts)
        {
            foreach (object inner in ObjectsIn(part))
                yield return inner;
        }
    }
}
