using RocketMq.Typed.Analyzers.Ordering;
using RocketMq.Typed.Analyzers.Tests.Kit;

namespace RocketMq.Typed.Analyzers.Tests.Ordering;

public sealed class OrderKeyMissingTests
{
    [Fact]
    public Task An_orderly_handler_of_a_normal_contract_is_reported() =>
        VerifyAsync(
            """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [RocketMessage("orders")]
            public sealed partial record OrderCreated(string OrderId);

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync({|RMQ3001:OrderCreated|} order) => default;
            }
            """
        );

    [Fact]
    public Task An_order_key_without_the_kind_that_uses_it_is_reported() =>
        VerifyAsync(
            """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [RocketMessage("orders", Kind = MessageKind.Normal)]
            public sealed partial record OrderCreated([OrderKey] string OrderId);

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync({|RMQ3001:OrderCreated|} order) => default;
            }
            """
        );

    [Fact]
    public Task Every_unordered_contract_of_a_group_is_reported_where_it_is_handled() =>
        VerifyAsync(
            """
            using System.Threading;
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)]
            public sealed partial record OrderCreated([OrderKey] string OrderId);

            [RocketMessage("orders", Tag = "paid")]
            public sealed partial record OrderPaid(string OrderId);

            [RocketMessage("orders", Tag = "shipped")]
            public partial struct OrderShipped { public string OrderId { get; set; } }

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask<OrderlyResult> HandleAsync(OrderCreated order, ReceiveContext context, CancellationToken ct) => default;
                public ValueTask HandleAsync({|RMQ3001:OrderPaid|} order, CancellationToken ct) => default;
            }

            public sealed partial class Billing
            {
                public static Task HandleAsync({|RMQ3001:OrderShipped|} order) => Task.CompletedTask;
            }
            """
        );

    [Fact]
    public Task A_contract_of_another_project_is_judged_by_its_attributes() =>
        VerifyAsync(
            """
            // == Contracts/Orders.cs ==
            using RocketMq.Typed;

            [RocketMessage("orders", Tag = "created", Kind = MessageKind.Fifo)]
            public sealed partial record OrderCreated([OrderKey] string OrderId);

            [RocketMessage("orders", Tag = "paid")]
            public sealed partial record OrderPaid(string OrderId);
            // == App/Billing.cs ==
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
                public ValueTask HandleAsync({|RMQ3001:OrderPaid|} order) => default;
            }
            """
        );

    [Fact]
    public Task A_concurrent_group_promises_no_order() =>
        VerifyAsync(
            """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [RocketMessage("orders")]
            public sealed partial record OrderCreated(string OrderId);

            [ConsumerGroup("audit")]
            public sealed partial class Audit
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
            }

            [ConsumerGroup("report", Mode = ConsumeMode.Concurrent)]
            public sealed partial class Report
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
            }
            """
        );

    [Fact]
    public Task Methods_that_handle_no_contract_are_left_alone() =>
        VerifyAsync(
            """
            using System.Threading.Tasks;
            using RocketMq.Typed;

            [RocketMessage("orders")]
            public sealed partial record OrderCreated(string OrderId);

            [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
            public sealed partial class Billing
            {
                public ValueTask HandleAsync() => default;
                public ValueTask HandleAsync(string text) => default;
                public ValueTask BookAsync(OrderCreated order) => default;
            }

            public sealed class NoGroup
            {
                public ValueTask HandleAsync(OrderCreated order) => default;
            }
            """
        );

    [Fact]
    public Task Code_without_the_framework_is_left_alone() =>
        VerifyAsync(
            """
            public sealed class ConsumerGroupAttribute : System.Attribute;

            [ConsumerGroup]
            public sealed class Billing
            {
                public void HandleAsync(string text) { }
            }
            """
        );

    private static Task VerifyAsync(string marked) => AnalyzerVerifier<OrderKeyMissingAnalyzer>.VerifyAsync(marked);
}
