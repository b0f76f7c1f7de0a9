namespace RocketMq.Typed.Generators;

/// <summary>Pieces of code that depend on what a collection is made as.</summary>
internal static class CollectionCode
{
    /// <summary>Room for the announced elements, but no more than a body can claim cheaply.</summary>
    public const string CappedCount = "global::System.Math.Min(count, " + Names.Typed + ".BodyLimits.MaxInitialCapacity)";

    private const string Generic = "global::System.Collections.Generic.";

    public static string Parameter(TypeShape shape) => shape.IsValueType ? shape.TypeName : shape.TypeName + "?";

    /// <summary>Leaves the method when there is no collection; a lazy sequence is turned into a list, whose count is known.</summary>
    public static void EmitNullGuard(SourceWriter writer, TypeShape shape, string writeNull)
    {
        writer.Open(shape.Form == CollectionForm.ImmutableArray ? "if (values.IsDefault)" : "if (values is null)");
        writer.Line(writeNull);
        writer.Line("return;");
        writer.Close();
        if (shape.Form == CollectionForm.Enumerable)
            writer.Line($"values = new {Generic}List<{ElementName(shape)}>(values);");
    }

    public static string Count(TypeShape shape) =>
        shape.Form switch
        {
            CollectionForm.Array or CollectionForm.ImmutableArray => "values.Length",
            CollectionForm.Enumerable => $"(({Generic}List<{ElementName(shape)}>)values).Count",
            _ => "values.Count",
        };

    /// <summary>A new collection to fill; arrays are filled as lists first, so that nothing is allocated for elements that never come.</summary>
    public static string New(TypeShape shape, string capacity) =>
        shape.Form switch
        {
            CollectionForm.HashSet => $"new {Generic}HashSet<{ElementName(shape)}>({capacity})",
            CollectionForm.Dictionary => $"new {Generic}Dictionary<{shape.Key!.TypeName}, {ElementName(shape)}>({capacity})",
            CollectionForm.SortedDictionary => $"new {Generic}SortedDictionary<{shape.Key!.TypeName}, {ElementName(shape)}>()",
            _ => $"new {Generic}List<{ElementName(shape)}>({capacity})",
        };

    public static string Finish(TypeShape shape) =>
        shape.Form switch
        {
            CollectionForm.Array => "items.ToArray()",
            CollectionForm.ImmutableArray => "global::System.Collections.Immutable.ImmutableArray.CreateRange(items)",
            _ => "items",
        };

    private static string ElementName(TypeShape shape) => shape.Element!.AnnotatedName;
}
