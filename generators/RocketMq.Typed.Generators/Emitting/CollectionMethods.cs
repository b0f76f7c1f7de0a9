namespace RocketMq.Typed.Generators;

/// <summary>Names the methods that write and read the collections of one contract, each shape once, and lists them for emission.</summary>
internal sealed class CollectionMethods
{
    private readonly Dictionary<TypeShape, string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Queue<TypeShape> _pending = new();

    /// <summary>The part of the method's name after <c>Write</c> and <c>Read</c>.</summary>
    public string NameOf(TypeShape shape)
    {
        // The methods take and return null in any case.
        shape = shape with
        {
            IsNullable = false,
        };
        if (_names.TryGetValue(shape, out string? known))
            return known;
        string name = Describe(shape);
        for (int number = 2; !_taken.Add(name); number++)
            name = Describe(shape) + number;
        _names.Add(shape, name);
        _pending.Enqueue(shape);
        return name;
    }

    /// <summary>The next shape whose methods are still to be written; writing them may name more.</summary>
    public bool TryNext(out TypeShape shape)
    {
        bool any = _pending.Count > 0;
        shape = any ? _pending.Dequeue() : null!;
        return any;
    }

    private static string Describe(TypeShape shape) =>
        shape.Kind switch
        {
            ShapeKind.Scalar => shape.Method,
            ShapeKind.Nullable => "Nullable" + Describe(shape.Element!),
            ShapeKind.Binary => "Bytes",
            ShapeKind.Collection => shape.Form + "Of" + Describe(shape.Element!),
            ShapeKind.Dictionary => shape.Form + "Of" + Describe(shape.Key!) + "And" + Describe(shape.Element!),
            _ => LastName(shape.TypeName),
        };

    private static string LastName(string typeName) => typeName.Substring(typeName.LastIndexOfAny(['.', ':', '@']) + 1);
}
