namespace RocketMq.Typed.Generators;

/// <summary>What a collection is made as when it is read.</summary>
internal enum CollectionForm
{
    None,
    Array,
    ImmutableArray,
    List,
    Enumerable,
    HashSet,
    Dictionary,
    SortedDictionary,
}
