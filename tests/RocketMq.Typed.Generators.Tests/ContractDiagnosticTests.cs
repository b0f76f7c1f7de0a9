using RocketMq.Typed.Generators.Tests.Kit;

namespace RocketMq.Typed.Generators.Tests;

public sealed class ContractDiagnosticTests
{
    [Fact]
    public void A_contract_that_is_not_partial_is_reported_at_its_name() =>
        Diagnostics
            .Message(Diagnostics.ShouldBeReported("[RocketMessage(\"t\")] public sealed record {|RMQ1001:NotPartial|}(int A);"))
            .ShouldBe("'NotPartial' must be partial, and so must the types around it, because the generator adds its codec to it");

    [Fact]
    public void A_type_around_a_contract_that_is_not_partial_is_reported() =>
        Diagnostics.ShouldBeReported(
            "public static class {|RMQ1001:Outer|} { [RocketMessage(\"t\")] public sealed partial record Inner(int A); }"
        );

    [Fact]
    public void A_duplicate_key_is_reported_at_the_second_member() =>
        Diagnostics
            .Message(
                Diagnostics.ShouldBeReported(
                    "[RocketMessage(\"t\")] public sealed partial record Twice([property: Key(0)] int A, [property: Key(0)] int {|RMQ1002:B|});"
                )
            )
            .ShouldBe("Members 'A' and 'B' of 'Twice' both have [Key(0)]; give one of them the next free key");

    [Fact]
    public void A_duplicate_name_key_is_reported() =>
        Diagnostics.ShouldBeReported(
            "[RocketContract] public sealed partial class Twice { [Key(\"a\")] public int A { get; set; } [Key(\"a\")] public int {|RMQ1002:B|} { get; set; } }"
        );

    [Fact]
    public void A_settable_member_without_key_among_keyed_ones_is_reported_and_a_computed_one_is_not() =>
        Diagnostics.ShouldBeReported(
            "[RocketContract] public sealed partial class Some { [Key(0)] public int A { get; set; } public int {|RMQ1003:B|} { get; set; } public int C => A; }"
        );

    [Theory]
    [InlineData("Key(-1)")]
    [InlineData("Key(1024)")]
    [InlineData("Key(\"\")")]
    public void An_unusable_key_is_reported(string key) =>
        Diagnostics.ShouldBeReported(
            $"[RocketContract] public sealed partial class Some {{ [{key}] public int {{|RMQ1004:A|}} {{ get; set; }} }}"
        );

    [Fact]
    public void Indexes_and_names_do_not_mix() =>
        Diagnostics.ShouldBeReported(
            "[RocketContract] public sealed partial class Some { [Key(0)] public int A { get; set; } [Key(\"b\")] public int {|RMQ1004:B|} { get; set; } }"
        );

    [Theory]
    [InlineData("object")]
    [InlineData("dynamic")]
    [InlineData("int[,]")]
    [InlineData("Type")]
    [InlineData("Action")]
    [InlineData("Task")]
    [InlineData("System.IO.Stream")]
    [InlineData("(int, string)")]
    [InlineData("Tuple<int, string>")]
    [InlineData("KeyValuePair<string, string>")]
    [InlineData("ArraySegment<byte>")]
    [InlineData("System.Numerics.BigInteger")]
    [InlineData("System.Numerics.Complex")]
    [InlineData("Int128")]
    [InlineData("Uri")]
    [InlineData("Version")]
    [InlineData("List<object>")]
    [InlineData("Dictionary<double, int>")]
    [InlineData("IComparable")]
    public void A_member_type_that_bodies_cannot_carry_is_reported_at_the_member(string type) =>
        Diagnostics.ShouldBeReported(
            $"[RocketMessage(\"t\")] public sealed partial class Some {{ [Key(0)] public {type} {{|RMQ1005:Value|}} {{ get; set; }} = default!; }}"
        );

    [Fact]
    public void A_member_of_a_class_that_is_no_contract_says_how_to_make_it_one() =>
        Diagnostics
            .Message(
                Diagnostics.ShouldBeReported(
                    "public sealed class Line { } [RocketMessage(\"t\")] public sealed partial class Some { [Key(0)] public List<Line>? {|RMQ1005:Lines|} { get; set; } }"
                )
            )
            .ShouldBe(
                "Member 'Lines' has a type that bodies cannot carry: 'List<Line>?' is no contract; mark it [RocketContract] and make it partial"
            );

    [Fact]
    public void A_contract_without_a_usable_constructor_is_reported() =>
        Diagnostics.ShouldBeReported(
            "[RocketContract] public sealed partial class {|RMQ1006:Some|} { public Some(int other) { } [Key(0)] public int A { get; } }"
        );

    [Fact]
    public void A_keyed_member_that_nothing_can_set_is_reported() =>
        Diagnostics.ShouldBeReported("[RocketContract] public sealed partial class Some { [Key(0)] public int {|RMQ1006:A|} { get; } }");

    [Fact]
    public void A_keyed_private_member_is_reported() =>
        Diagnostics.ShouldBeReported(
            "[RocketContract] public sealed partial class Some { [Key(0)] private int {|RMQ1006:A|} { get; set; } }"
        );

    [Theory]
    [InlineData("public static partial class {|RMQ1007:Some|} { }")]
    [InlineData("public abstract partial class {|RMQ1007:Some|} { }")]
    [InlineData("public ref partial struct {|RMQ1007:Some|} { }")]
    [InlineData("public sealed partial class {|RMQ1007:Some|}<T> { }")]
    [InlineData("file sealed partial class {|RMQ1007:Some|} { }")]
    public void A_type_that_cannot_be_a_contract_is_reported(string declaration) => ShouldReject(declaration);

    [Fact]
    public void A_private_nested_type_cannot_be_a_contract() =>
        Diagnostics.ShouldBeReported("public partial class Outer { [RocketContract] private sealed partial class {|RMQ1007:Some|} { } }");

    [Fact]
    public void A_fifo_contract_without_an_order_key_is_reported() =>
        Diagnostics.ShouldBeReported(
            "[RocketMessage(\"t\", Kind = MessageKind.Fifo)] public sealed partial record {|RMQ1008:Some|}(int A);"
        );

    [Fact]
    public void A_second_order_key_is_reported() =>
        Diagnostics.ShouldBeReported(
            "[RocketMessage(\"t\", Kind = MessageKind.Fifo)] public sealed partial record Some([property: OrderKey] int A, [property: OrderKey] int {|RMQ1009:B|});"
        );

    [Fact]
    public void An_order_key_on_a_contract_that_is_not_fifo_is_reported() =>
        Diagnostics.ShouldBeReported("[RocketMessage(\"t\")] public sealed partial record Some([property: OrderKey] int {|RMQ1009:A|});");

    [Theory]
    [InlineData("OrderKey", "double")]
    [InlineData("OrderKey", "DateTime")]
    [InlineData("OrderKey", "int?")]
    [InlineData("OrderKey", "bool")]
    [InlineData("MessageKey", "byte[]")]
    [InlineData("MessageProperty(\"p\")", "List<int>")]
    public void A_key_or_property_without_a_stable_text_is_reported(string attribute, string type) =>
        Diagnostics.ShouldBeReported(
            $"[RocketMessage(\"t\", Kind = MessageKind.Fifo)] public sealed partial record Some([property: {attribute}] {type} {{|RMQ1010:A|}}{(attribute == "OrderKey" ? "" : ", [property: OrderKey] int B")});"
        );

    [Theory]
    [InlineData("{|RMQ1011:RocketMessage(\"\")|}")]
    [InlineData("{|RMQ1011:RocketMessage(\"a b\")|}")]
    [InlineData("{|RMQ1011:RocketMessage(\"TBW102\")|}")]
    [InlineData("{|RMQ1011:RocketMessage(\"%RETRY%g\")|}")]
    [InlineData("{|RMQ1011:RocketMessage(\"t\", Tag = \"\")|}")]
    [InlineData("{|RMQ1011:RocketMessage(\"t\", Tag = \" a\")|}")]
    [InlineData("{|RMQ1011:RocketMessage(\"t\", Tag = \"a || b\")|}")]
    [InlineData("{|RMQ1011:RocketMessage(\"t\", Tag = \"*\")|}")]
    public void A_topic_or_tag_that_brokers_refuse_is_reported_at_the_attribute(string attribute) =>
        Diagnostics.ShouldBeReported($"[{attribute}] public sealed partial record Some(int A);");

    [Theory]
    [InlineData("")]
    [InlineData("KEYS")]
    [InlineData("__SHARDINGKEY")]
    [InlineData("a\\u0001")]
    [InlineData("contentType")]
    public void A_property_name_that_the_protocol_uses_is_reported(string name) =>
        Diagnostics.ShouldBeReported(
            $"[RocketMessage(\"t\")] public sealed partial record Some([property: MessageProperty(\"{name}\")] int {{|RMQ1011:A|}});"
        );

    [Fact]
    public void Two_contracts_for_one_topic_and_tag_are_reported() =>
        Diagnostics.ShouldBeReported(
            "[RocketMessage(\"t\", Tag = \"x\")] public sealed partial record A(int V); [RocketMessage(\"t\", Tag = \"x\")] public sealed partial record {|RMQ1012:B|}(int V); [RocketMessage(\"t\")] public sealed partial record C(int V);"
        );

    [Fact]
    public void Old_language_versions_are_reported()
    {
        GeneratorRun run = GeneratorRun.WithLanguage(
            Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp11,
            "using RocketMq.Typed; [RocketMessage(\"t\")] public sealed partial record Some(int A);"
        );

        run.Reported.Select(diagnostic => diagnostic.Id).ShouldBe(["RMQ9001"]);
    }

    [Fact]
    public void A_wrong_contract_does_not_stop_the_others()
    {
        GeneratorRun run = Diagnostics.ShouldBeReported(
            "[RocketMessage(\"t\")] public sealed record {|RMQ1001:Wrong|}(int A); [RocketMessage(\"t\", Tag = \"x\")] public sealed partial record Right(int A);"
        );

        run.Files.Keys.ShouldAllBe(hint => hint.StartsWith("Right.", StringComparison.Ordinal));
        run.Files.Count.ShouldBe(3);
    }

    private static void ShouldReject(string declaration) => Diagnostics.ShouldBeReported("[RocketContract] " + declaration);
}
