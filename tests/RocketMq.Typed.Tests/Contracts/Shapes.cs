namespace RocketMq.Typed.Tests.Contracts;

public enum ByteColour : byte
{
    Red = 1,
    Blue = 200,
}

public enum Int32Colour
{
    Negative = -1,
    Red = 1,
    Big = 100_000,
}

public enum Int64Colour : long
{
    Big = 1L << 40,
}

[Flags]
public enum Options
{
    None = 0,
    Fast = 1,
    Safe = 2,
}

[RocketContract]
public sealed partial class Gapped
{
    [Key(0)]
    public int A { get; set; }

    [Key(1)]
    public string? B { get; set; }

    [Key(3)]
    public bool D { get; set; }
}

[RocketContract]
public sealed partial class ByName
{
    public int Age { get; set; }

    public string? Name { get; set; }
}

[RocketContract]
public sealed partial class GivenNames
{
    [Key("a")]
    public int First { get; set; }

    [Key("b")]
    public string? Second { get; set; }
}

[RocketContract]
public sealed partial class Empty;

[RocketContract]
public partial struct Point
{
    [Key(0)]
    public int X { get; set; }

    [Key(1)]
    public int Y { get; set; }
}

[RocketContract]
internal sealed partial class WithField
{
    [Key(0)]
    public int Value = 7;
}

[RocketContract]
public sealed partial record Pair([property: Key(0)] int Number, [property: Key(1)] string Text);

[RocketContract]
public sealed partial class VersionOne
{
    [Key(0)]
    public int A { get; set; }
}

[RocketContract]
public sealed partial class VersionTwo
{
    [Key(0)]
    public int A { get; set; }

    [Key(1)]
    public string B { get; set; } = "def";

    [Key(2)]
    public string? C { get; init; }

    [Key(3)]
    public string D { get; init; } = "init";
}

[RocketContract]
public partial record struct Defaults(
    [property: Key(0)] int A,
    [property: Key(1)] string Text = "given",
    [property: Key(2)] Int32Colour Colour = Int32Colour.Big,
    [property: Key(3)] decimal Amount = 1.5m,
    [property: Key(4)] double? Ratio = 0.25,
    [property: Key(5)] char Letter = '\n'
)
{
    [Key(6)]
    public string Late { get; init; } = "late";
}

[RocketContract]
public partial class Animal
{
    [Key(0)]
    public required string Name { get; init; }
}

[RocketContract]
public sealed partial class Dog(int legs) : Animal
{
    [Key(1)]
    public int Legs { get; } = legs;

    [Key(2)]
    public Dog? Friend { get; set; }
}
