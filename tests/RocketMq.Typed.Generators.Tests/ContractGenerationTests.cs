using RocketMq.Typed.Generators.Tests.Kit;

namespace RocketMq.Typed.Generators.Tests;

public sealed class ContractGenerationTests
{
    [Fact]
    public void Fifo_record_with_keys_and_properties()
    {
        GeneratorRun run = GeneratorRun.Of(
            References.AbstractionsOnly,
            """
            using System;
            using RocketMq.Typed;

            namespace Shop.Orders;

            [RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)]
            public sealed partial record OrderCreated(
                [property: Key(0), OrderKey] string OrderId,
                [property: Key(1), MessageKey] string CustomerNo,
                [property: Key(2), MessageProperty("amount")] decimal Amount,
                [property: Key(3)] DateTimeOffset At);
            """
        );

        run.ShouldCompile();
        Snapshot.ShouldMatch(run.Files);
    }

    [Fact]
    public void Class_with_every_kind_of_member()
    {
        GeneratorRun run = GeneratorRun.Of(
            References.AbstractionsOnly,
            """
            using System;
            using System.Collections.Generic;
            using System.Collections.Immutable;
            using RocketMq.Typed;

            namespace Shop;

            public enum Colour : short { Red = 1, Blue = -2 }

            [RocketContract]
            public partial struct Money
            {
                [Key(0)] public decimal Amount;
                [Key(1)] public string? Currency { get; init; }
            }

            [RocketContract]
            public sealed partial class Line
            {
                public Line(string sku) => Sku = sku;

                [Key(0)] public string Sku { get; }
                [Key(2)] public int Quantity { get; set; } = 1;
                [Key(5)] public required Money Price { get; init; }
            }

            [RocketMessage("orders", Format = BodyFormat.Json)]
            public sealed partial class Order
            {
                [Key(0)] public required Guid Id { get; init; }
                [Key(1)] public List<Line> Lines { get; init; } = [];
                [Key(2)] public IReadOnlyDictionary<Colour, List<int?>>? Stock { get; set; }
                [Key(3)] public Colour? Colour { get; set; }
                [Key(4)] public ReadOnlyMemory<byte> Picture { get; set; }
                [Key(5)] public string[][] Notes = [];
                [Key(6)] public HashSet<DateOnly>? Days { get; set; }
                [Key(7)] public ImmutableArray<TimeSpan> Spans { get; set; } = [];
                [Key(8)] public IEnumerable<char>? Letters { get; set; }
                [Key(9)] public Order? Previous { get; set; }
                public int Count => Lines.Count;
                [IgnoreMember] public object? Local { get; set; }
            }
            """
        );

        run.ShouldCompile();
        Snapshot.ShouldMatch(run.Files);
    }

    [Fact]
    public void Nested_internal_types_with_keywords_as_names()
    {
        GeneratorRun run = GeneratorRun.Of(
            References.AbstractionsOnly,
            """
            using RocketMq.Typed;

            namespace @event.@class;

            internal partial class Outer
            {
                internal partial record struct @struct
                {
                    [RocketMessage("a\"b", Tag = "x")]
                    internal sealed partial record @record([property: Key(0)] int @int, [property: Key(1)] string @string);
                }
            }
            """.Replace("a\\\"b", "keywords", StringComparison.Ordinal)
        );

        run.ShouldCompile();
        Snapshot.ShouldMatch(run.Files);
    }

    [Fact]
    public void Global_namespace_and_names_that_differ_by_case_only()
    {
        GeneratorRun run = GeneratorRun.Of(
            References.AbstractionsOnly,
            """
            using RocketMq.Typed;

            [RocketMessage("t", Tag = "1")] public partial record Foo(int A, int a);
            [RocketMessage("t", Tag = "2")] public partial record FOO(int A);
            """
        );

        run.ShouldCompile();
        run.Files.Count.ShouldBe(6);
    }

    [Fact]
    public void A_contract_in_two_files_is_generated_once()
    {
        GeneratorRun run = GeneratorRun.Of(
            References.AbstractionsOnly,
            """
            using RocketMq.Typed;
            [RocketMessage("t")] public sealed partial class Split { [Key(0)] public int A { get; set; } }
            """,
            """
            using RocketMq.Typed;
            public sealed partial class Split { [Key(1)] public int B { get; set; } }
            """
        );

        run.ShouldCompile();
        run.Files.Count.ShouldBe(3);
        run.Files.Values.ShouldContain(text => text.Contains("WriteArrayHeader(2)"));
    }

    [Fact]
    public void An_attribute_on_both_parts_of_a_contract_does_not_stop_the_generator()
    {
        GeneratorRun run = GeneratorRun.Of(
            References.AbstractionsOnly,
            "[RocketMq.Typed.RocketMessage(\"t\")] public sealed partial class Twice { }",
            "[RocketMq.Typed.RocketMessage(\"t\")] public sealed partial class Twice { }"
        );

        run.Files.Count.ShouldBe(3);
    }

    [Fact]
    public void Members_of_a_referenced_assembly_are_used_through_their_own_codec()
    {
        GeneratorRun library = GeneratorRun.Of(
            References.AbstractionsOnly,
            "using RocketMq.Typed; namespace Library { [RocketContract] public sealed partial record Address([property: Key(0)] string Street); }"
        );
        using var image = new MemoryStream();
        library.ShouldCompile().Output.Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success.ShouldBeTrue();

        GeneratorRun run = GeneratorRun.Of(
            [.. References.AbstractionsOnly, Microsoft.CodeAnalysis.MetadataReference.CreateFromImage(image.ToArray())],
            "using RocketMq.Typed; [RocketMessage(\"t\")] public sealed partial record Move([property: Key(0)] Library.Address To);"
        );

        run.ShouldCompile();
    }

    [Fact]
    public void Attributes_of_MessagePack_count_by_name()
    {
        LoadedContracts contracts = LoadedContracts.Compile(
            """
            namespace MessagePack
            {
                public sealed class KeyAttribute : System.Attribute { public KeyAttribute(int index) { } public KeyAttribute(string name) { } }
                public sealed class IgnoreMemberAttribute : System.Attribute;
                public sealed class MessagePackObjectAttribute(bool keyAsPropertyName = false) : System.Attribute
                {
                    public bool KeyAsPropertyName { get; } = keyAsPropertyName;
                }
            }
            """,
            """
            using MessagePack;
            using RocketMq.Typed;
            [RocketContract, MessagePackObject]
            public sealed partial class Indexed
            {
                [MessagePack.Key(0)] public int A { get; set; }
                [MessagePack.Key(1)] public int B { get; set; }
                [MessagePack.IgnoreMember] public int C { get; set; }
            }
            [RocketContract, MessagePackObject(true)]
            public sealed partial class Named { public int Age { get; set; } public string? Name { get; set; } }
            public static class Values
            {
                public static object Indexed => new Indexed { A = 1, B = 2, C = 3 };
                public static object Named => new Named { Age = 3, Name = "n" };
            }
            """
        );

        Convert.ToHexStringLower(LoadedContracts.Write(contracts.Get("Values", "Indexed")!, BodyFormat.MessagePack)).ShouldBe("920102");
        Convert
            .ToHexStringLower(LoadedContracts.Write(contracts.Get("Values", "Named")!, BodyFormat.MessagePack))
            .ShouldBe("82a341676503a44e616d65a16e");
    }

    [Fact]
    public void Init_members_of_a_generic_base_are_set_and_keep_their_defaults()
    {
        LoadedContracts contracts = LoadedContracts.Compile(
            """
            using RocketMq.Typed;
            public class Base<T>
            {
                [Key(0)] public T? Value { get; init; }
                [Key(1)] public string Text { get; init; } = "default";
            }
            [RocketContract]
            public sealed partial class Derived : Base<int>
            {
                public override string ToString() => $"{Value} {Text}";
            }
            """
        );

        contracts.Read("Derived", Convert.FromHexString("9205a178"), BodyFormat.MessagePack).ToString().ShouldBe("5 x");
        contracts.Read("Derived", Convert.FromHexString("9105"), BodyFormat.MessagePack).ToString().ShouldBe("5 default");
    }
}
