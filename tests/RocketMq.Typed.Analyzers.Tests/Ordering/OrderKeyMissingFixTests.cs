using RocketMq.Typed.Analyzers.Ordering;
using RocketMq.Typed.Analyzers.Tests.Kit;
using RocketMq.Typed.CodeFixes.Ordering;

namespace RocketMq.Typed.Analyzers.Tests.Ordering;

public sealed class OrderKeyMissingFixTests
{
    [Fact]
    public Task A_positional_parameter_gets_the_attribute_in_the_list_it_has() =>
        VerifyAsync(
            "RMQ3001.OrderKey.OrderId",
            before: """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            // Sent once per order.
            [RocketMessage("orders", Tag = "created")] // since 1.0
            public sealed partial record OrderCreated(
                [property: Key(0)] string OrderId, // the shop's number
                [property: Key(1)] decimal Amount
            );

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync({|RMQ3001:OrderCreated|} order) => default;
            }
            """,
            after: """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            // Sent once per order.
            [RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)] // since 1.0
            public sealed partial record OrderCreated(
                [property: Key(0), OrderKey] string OrderId, // the shop's number
                [property: Key(1)] decimal Amount
            );

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
            }
            """
        );

    [Fact]
    public Task A_bare_parameter_gets_an_attribute_of_its_own() =>
        VerifyAsync(
            "RMQ3001.OrderKey.OrderNo",
            before: Group(
                """[RocketMessage("orders")] public sealed partial record OrderCreated(/* shop */ long OrderNo, int Count);""",
                marked: true
            ),
            after: Group(
                """[RocketMessage("orders", Kind = MessageKind.Fifo)] public sealed partial record OrderCreated(/* shop */ [OrderKey] long OrderNo, int Count);""",
                marked: false
            )
        );

    [Fact]
    public Task A_property_gets_the_attribute_above_it_and_keeps_its_comment() =>
        VerifyAsync(
            "RMQ3001.OrderKey.OrderId",
            before: Group(
                """
                [RocketMessage("orders", Kind = MessageKind.Normal)]
                public sealed partial class OrderCreated
                {
                    public int Count { get; init; }

                    /// <summary>The shop's number.</summary>
                    public System.Guid OrderId { get; init; } // never empty
                }
                """,
                marked: true
            ),
            after: Group(
                """
                [RocketMessage("orders", Kind = MessageKind.Fifo)]
                public sealed partial class OrderCreated
                {
                    public int Count { get; init; }

                    /// <summary>The shop's number.</summary>
                    [OrderKey]
                    public System.Guid OrderId { get; init; } // never empty
                }
                """,
                marked: false
            )
        );

    [Fact]
    public Task A_field_can_be_the_key() =>
        VerifyAsync(
            "RMQ3001.OrderKey.Customer",
            before: Group(
                """
                [RocketMessage("orders")]
                public partial struct OrderCreated
                {
                    [Key(0), MessageKey]
                    public string Customer;
                }
                """,
                marked: true
            ),
            after: Group(
                """
                [RocketMessage("orders", Kind = MessageKind.Fifo)]
                public partial struct OrderCreated
                {
                    [Key(0), MessageKey, OrderKey]
                    public string Customer;
                }
                """,
                marked: false
            )
        );

    [Fact]
    public Task A_key_that_is_marked_already_only_lacks_the_kind() =>
        VerifyAsync(
            "RMQ3001.OrderKey.Customer",
            before: Group(
                """[RocketMessage("orders")] public sealed partial record OrderCreated([OrderKey] string Customer, int OrderId);""",
                marked: true
            ),
            after: Group(
                """[RocketMessage("orders", Kind = MessageKind.Fifo)] public sealed partial record OrderCreated([OrderKey] string Customer, int OrderId);""",
                marked: false
            )
        );

    [Fact]
    public Task A_contract_of_another_project_is_changed_once_for_all_its_handlers() =>
        VerifyAsync(
            "RMQ3001.OrderKey.OrderId",
            before: """
            // == Contracts/Orders.cs ==
            namespace Shop;

            [RocketMq.Typed.RocketMessage("orders", Tag = "created")]
            public sealed partial record OrderCreated(string OrderId);

            [RocketMq.Typed.RocketMessage("orders", Tag = "noted")]
            public sealed partial record OrderNoted(string Text);
            // == App/Billing.cs ==
            using System.Threading.Tasks;
            using RocketMq.Typed;
            using Shop;

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync({|RMQ3001:OrderCreated|} order) => default;
            }

            // == App/Stock.cs ==
            using System.Threading.Tasks;
            using RocketMq.Typed;
            using Shop;

            [ConsumerGroup("stock", Mode = ConsumeMode.Orderly)]
            public sealed partial class Stock
            {
                public ValueTask HandleAsync({|RMQ3001:OrderCreated|} order) => default;
                public ValueTask HandleAsync({|RMQ3001:OrderNoted|} note) => default;
            }
            """,
            after: """
            // == Contracts/Orders.cs ==
            using RocketMq.Typed;

            namespace Shop;

            [RocketMq.Typed.RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)]
            public sealed partial record OrderCreated([OrderKey] string OrderId);

            [RocketMq.Typed.RocketMessage("orders", Tag = "noted")]
            public sealed partial record OrderNoted(string Text);
            // == App/Billing.cs ==
            using System.Threading.Tasks;
            using RocketMq.Typed;
            using Shop;

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
            }

            // == App/Stock.cs ==
            using System.Threading.Tasks;
            using RocketMq.Typed;
            using Shop;

            [ConsumerGroup("stock", Mode = ConsumeMode.Orderly)]
            public sealed partial class Stock
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
                public ValueTask HandleAsync({|RMQ3001:OrderNoted|} note) => default;
            }
            """
        );

    [Fact]
    public Task A_group_without_need_for_order_becomes_concurrent() =>
        VerifyAsync(
            "RMQ3001.Concurrent",
            before: """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [RocketMessage("orders", Tag = "created")]
            public sealed partial record OrderCreated(string OrderId);

            [RocketMessage("orders", Tag = "paid")]
            public sealed partial record OrderPaid(string OrderId);

            // Books money.
            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly, MaxAttempts = 5)] // five times
            public sealed partial class Billing
            {
                public ValueTask HandleAsync({|RMQ3001:OrderCreated|} order) => default;
                public Task HandleAsync({|RMQ3001:OrderPaid|} order) => Task.CompletedTask;
            }
            """,
            after: """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [RocketMessage("orders", Tag = "created")]
            public sealed partial record OrderCreated(string OrderId);

            [RocketMessage("orders", Tag = "paid")]
            public sealed partial record OrderPaid(string OrderId);

            // Books money.
            [ConsumerGroup("billing", MaxAttempts = 5)] // five times
            public sealed partial class Billing
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
                public Task HandleAsync(OrderPaid order) => Task.CompletedTask;
            }
            """
        );

    [Fact]
    public async Task Index_keys_come_first_and_members_that_cannot_be_keys_are_not_offered() =>
        (
            await ListActionsAsync(
                Group(
                    """
                    [RocketMessage("orders")]
                    public sealed partial record OrderCreated(
                        string OrderId,
                        string? ReferenceId,
                        double WeightNo,
                        System.Guid TraceId,
                        [property: MessageKey] string Customer,
                        string Note
                    );
                    """,
                    marked: true
                )
            )
        ).ShouldBe([
            "Make 'Customer' the order key of 'OrderCreated'",
            "Make 'OrderId' the order key of 'OrderCreated'",
            "Make 'TraceId' the order key of 'OrderCreated'",
            "Make the group 'Billing' concurrent",
        ]);

    [Fact]
    public async Task A_group_stays_orderly_when_a_handler_needs_or_answers_in_order() =>
        (
            await ListActionsAsync(
                """
                using System.Threading.Tasks;
                using RocketMq.Typed;

                [RocketMessage("orders", Tag = "created")]
                public sealed partial record OrderCreated(string OrderId);

                [RocketMessage("orders", Tag = "paid", Kind = MessageKind.Fifo)]
                public sealed partial record OrderPaid([OrderKey] string OrderId);

                [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
                public sealed partial class Billing
                {
                    public ValueTask HandleAsync({|RMQ3001:OrderCreated|} order) => default;
                    public ValueTask<OrderlyResult> HandleAsync(OrderPaid order) => default;
                }
                """
            )
        ).ShouldBe(["Make 'OrderId' the order key of 'OrderCreated'"]);

    private static string Group(string contract, bool marked) =>
        $$"""
            using System.Threading.Tasks;
            using RocketMq.Typed;

            {{contract}}

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync({{(marked ? "{|RMQ3001:OrderCreated|}" : "OrderCreated")}} order) => default;
            }
            """;

    private static Task VerifyAsync(string action, string before, string after) =>
        CodeFixVerifier<OrderKeyMissingAnalyzer, OrderKeyMissingCodeFix>.VerifyAsync(before, after, action);

    private static Task<IReadOnlyList<string>> ListActionsAsync(string marked) =>
        CodeFixVerifier<OrderKeyMissingAnalyzer, OrderKeyMissingCodeFix>.ListActionsAsync(marked);
}
