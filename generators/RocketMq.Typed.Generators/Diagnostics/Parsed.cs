namespace RocketMq.Typed.Generators;

/// <summary>What parsing one declaration gave: a model, or none when the problems say why generation is impossible.</summary>
internal sealed record Parsed<T>(T? Model, LocationInfo? Location, EquatableArray<Problem> Problems)
    where T : class;
