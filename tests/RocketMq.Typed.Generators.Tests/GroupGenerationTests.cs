using RocketMq.Typed.Generators.Tests.Kit;

namespace RocketMq.Typed.Generators.Tests;

public sealed class GroupGenerationTests
{
    private const string Contracts = """
        using System.Threading;
        using System.Threading.Tasks;
        using RocketMq.Typed;
        namespace Shop;
        [RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)] public sealed partial record OrderCreated([property: OrderKey] string Id);
        [RocketMessage("orders", Tag = "cancelled", Kind = MessageKind.Fifo)] public sealed partial record OrderCancelled([property: OrderKey] string Id);
        [RocketMessage("payments")] public sealed partial record Payment(string Id);

        """;

    [Fact]
    public void Orderly_group_with_every_form_of_handler()
    {
        GeneratorRun run = GeneratorRun.Of(
            Contracts,
            """
            using System.Threading;
            using System.Threading.Tasks;
            using RocketMq.Typed;
            namespace Shop;
            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly, MaxAttempts = 5, UnknownTags = UnhandledPolicy.Skip, UndecodableBodies = UnhandledPolicy.Retry)]
            public sealed partial class Billing
            {
                public ValueTask<OrderlyResult> HandleAsync(OrderCreated order, ReceiveContext context, CancellationToken ct) => new(OrderlyResult.Ack);
                internal static Task HandleAsync(OrderCancelled order, CancellationToken ct) => Task.CompletedTask;
                private ValueTask HandleAsync(Payment payment) => default;
            }
            """
        );

        run.ShouldCompile();
        run.Files["Shop.Billing." + Hash("Shop.Billing") + ".Group.g.cs"].ShouldContain("new(\"orders\", \"cancelled || created\")");
        Snapshot.ShouldMatch(Only(run, "Group"));
    }

    [Fact]
    public void Module_with_public_and_internal_contracts()
    {
        GeneratorRun run = GeneratorRun.Of(
            """
            using RocketMq.Typed;
            [assembly: RocketMqModule("Ordering")]
            namespace Shop.Orders
            {
                [RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)] public sealed partial record OrderCreated([property: OrderKey] string Id);
                [RocketMessage("orders", Tag = "internal")] internal sealed partial record Note(string Id);
            }
            namespace Shop.Payments
            {
                [RocketMessage("payments")] public sealed partial record Note(string Id);
            }
            """
        );

        run.ShouldCompile();
        Snapshot.ShouldMatch(Only(run, "OrderingMessages"));
    }

    [Fact]
    public void A_module_can_name_its_namespace() =>
        GeneratorRun
            .Of(
                """
                using RocketMq.Typed;
                [assembly: RocketMqModule("Ordering", Namespace = "Some.Where")]
                [RocketMessage("payments")] public sealed partial record Note(string Id);
                """
            )
            .ShouldCompile()
            .Files["OrderingMessages.g.cs"]
            .ShouldContain("namespace Some.Where");

    [Fact]
    public void A_module_without_contracts_has_an_empty_facade() =>
        GeneratorRun
            .Of("[assembly: RocketMq.Typed.RocketMqModule(\"Nothing\")]")
            .ShouldCompile()
            .Files.Keys.ShouldBe(["NothingMessages.g.cs"]);

    [Fact]
    public void A_group_that_is_not_partial_is_reported() =>
        Diagnostics.ShouldBeReported(
            Body("[ConsumerGroup(\"g\")] public sealed class {|RMQ2001:G|} { public ValueTask HandleAsync(M m) => default; }")
        );

    [Theory]
    [InlineData("public void {|RMQ2002:HandleAsync|}(M m) { }")]
    [InlineData("public async void {|RMQ2002:HandleAsync|}(M m) { await Task.Yield(); }")]
    [InlineData("public int {|RMQ2002:HandleAsync|}(M m) => 1;")]
    [InlineData("public ValueTask<int> {|RMQ2002:HandleAsync|}(M m) => default;")]
    [InlineData("public ValueTask {|RMQ2002:HandleAsync|}() => default;")]
    [InlineData("public ValueTask {|RMQ2002:HandleAsync|}(string m) => default;")]
    [InlineData("public ValueTask {|RMQ2002:HandleAsync|}(M m, string other) => default;")]
    [InlineData("public ValueTask {|RMQ2002:HandleAsync|}(M m, CancellationToken ct, ReceiveContext context) => default;")]
    [InlineData("public ValueTask {|RMQ2002:HandleAsync|}(in M m) => default;")]
    [InlineData("public ValueTask {|RMQ2002:HandleAsync|}<T>(M m) => default;")]
    public void A_handler_with_a_wrong_signature_is_reported_at_its_name(string handler) =>
        Diagnostics.ShouldBeReported(Body($"[ConsumerGroup(\"g\")] public sealed partial class G {{ {handler} }}"));

    [Fact]
    public void The_message_of_a_wrong_signature_says_what_to_write() =>
        Diagnostics
            .Message(
                Diagnostics.ShouldBeReported(
                    Body("[ConsumerGroup(\"g\")] public sealed partial class G { public int {|RMQ2002:HandleAsync|}(M m) => 1; }")
                )
            )
            .ShouldBe(
                "Handler 'int G.HandleAsync(M m)' returns 'int'; write 'ValueTask HandleAsync(TContract message, ReceiveContext context, CancellationToken cancellationToken)', where the last two may be left out from the left"
            );

    [Fact]
    public void Two_handlers_for_one_contract_are_reported_at_the_second() =>
        Diagnostics.ShouldBeReported(
            Body(
                "[ConsumerGroup(\"g\")] public sealed partial class G { public ValueTask HandleAsync(M m) => default; public ValueTask {|RMQ2003:HandleAsync|}(M m, CancellationToken ct) => default; }"
            )
        );

    [Theory]
    [InlineData("", "OrderlyResult")]
    [InlineData(", Mode = ConsumeMode.Orderly", "ConcurrentResult")]
    public void A_result_of_the_other_mode_is_reported(string mode, string result) =>
        Diagnostics.ShouldBeReported(
            Body(
                $"[ConsumerGroup(\"g\"{mode})] public sealed partial class G {{ public ValueTask<{result}> {{|RMQ2004:HandleAsync|}}(M m) => default; }}"
            )
        );

    [Fact]
    public void A_group_without_handlers_is_reported() =>
        Diagnostics.ShouldBeReported("[ConsumerGroup(\"g\")] public sealed partial class {|RMQ2005:G|} { }");

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("DEFAULT_CONSUMER")]
    [InlineData("CID_RMQ_SYS_X")]
    public void A_group_name_that_brokers_refuse_is_reported(string group) =>
        Diagnostics.ShouldBeReported(
            Body(
                $"[{{|RMQ2006:ConsumerGroup(\"{group}\")|}}] public sealed partial class G {{ public ValueTask HandleAsync(M m) => default; }}"
            )
        );

    [Fact]
    public void A_group_in_two_classes_is_reported() =>
        Diagnostics.ShouldBeReported(
            Body(
                "[ConsumerGroup(\"g\")] public sealed partial class G { public ValueTask HandleAsync(M m) => default; } [{|RMQ2007:ConsumerGroup(\"g\")|}] public sealed partial class H { public ValueTask HandleAsync(M m) => default; }"
            )
        );

    [Fact]
    public void A_static_class_cannot_be_a_group() =>
        Diagnostics.ShouldBeReported(
            Body(
                "[ConsumerGroup(\"g\")] public static partial class {|RMQ2008:G|} { public static ValueTask HandleAsync(M m) => default; }"
            )
        );

    [Fact]
    public void A_missing_runtime_is_reported() =>
        Diagnostics.ShouldBeReported(
            Body("[{|RMQ9002:ConsumerGroup(\"g\")|}] public sealed partial class G { public ValueTask HandleAsync(M m) => default; }"),
            References.AbstractionsOnly
        );

    [Fact]
    public void A_module_name_that_is_no_identifier_is_reported() =>
        Diagnostics.ShouldBeReported("[assembly: {|RMQ9003:RocketMqModule(\"a-b\")|}]");

    private static string Body(string group) => "[RocketMessage(\"t\")] public sealed partial record M(int A); " + group;

    private static IEnumerable<KeyValuePair<string, string>> Only(GeneratorRun run, string part) =>
        run.Files.Where(file => file.Key.Contains(part, StringComparison.Ordinal));

    private static string Hash(string name) =>
        unchecked((uint)JavaHash.Compute(name)).ToString("x8", System.Globalization.CultureInfo.InvariantCulture);
}
