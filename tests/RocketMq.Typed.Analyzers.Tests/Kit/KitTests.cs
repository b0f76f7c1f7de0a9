using RocketMq.Typed.Analyzers.Ordering;
using RocketMq.Typed.CodeFixes.Ordering;

namespace RocketMq.Typed.Analyzers.Tests.Kit;

/// <summary>The verifiers must fail when they should: a harness that passes everything proves nothing.</summary>
public sealed class KitTests
{
    private const string Unordered = """
        using System.Threading.Tasks;
        using RocketMq.Typed;

        [RocketMessage("orders")]
        public sealed partial record OrderCreated(string OrderId);

        [ConsumerGroup("billing", Mode = ConsumeMode.Orderly)]
        public sealed partial class Billing
        {
            public ValueTask HandleAsync(OrderCreated order) => default;
        }
        """;

    private static readonly string Marked = Unordered.Replace(
        "(OrderCreated order)",
        "({|RMQ3001:OrderCreated|} order)",
        StringComparison.Ordinal
    );

    [Fact]
    public async Task A_finding_without_a_mark_fails() => (await FailureOfAsync(Unordered)).ShouldContain("{|RMQ3001:OrderCreated|}");

    [Fact]
    public async Task A_mark_without_a_finding_fails() =>
        await FailureOfAsync(Marked.Replace("Mode = ConsumeMode.Orderly", "MaxAttempts = 5", StringComparison.Ordinal));

    [Fact]
    public async Task A_mark_of_another_rule_fails() =>
        await FailureOfAsync(Marked.Replace("RMQ3001", "RMQ3002", StringComparison.Ordinal));

    [Fact]
    public async Task A_mark_at_another_place_fails() =>
        await FailureOfAsync(Marked.Replace("{|RMQ3001:OrderCreated|} order", "OrderCreated {|RMQ3001:order|}", StringComparison.Ordinal));

    [Fact]
    public async Task A_source_that_does_not_compile_fails() =>
        (await FailureOfAsync(Marked.Replace("=> default;", "=> nothing;", StringComparison.Ordinal))).ShouldContain("CS0103");

    [Fact]
    public async Task A_fix_with_another_result_fails() =>
        await Assert.ThrowsAsync<ShouldAssertException>(() =>
            CodeFixVerifier<OrderKeyMissingAnalyzer, OrderKeyMissingCodeFix>.VerifyAsync(Marked, Unordered, "RMQ3001.OrderKey.OrderId")
        );

    [Fact]
    public async Task An_action_that_is_not_offered_fails() =>
        await Assert.ThrowsAsync<ShouldAssertException>(() =>
            CodeFixVerifier<OrderKeyMissingAnalyzer, OrderKeyMissingCodeFix>.VerifyAsync(Marked, Unordered, "RMQ3001.OrderKey.Nothing")
        );

    [Fact]
    public void Marks_may_nest()
    {
        MarkedSource source = MarkedSource.Parse("App/Test.cs", "a{|X1:b{|X2:c|}|}d");
        source.Text.ShouldBe("abcd");
        source.Expected.Select(finding => (finding.Id, finding.Span.Start, finding.Span.Length)).ShouldBe([("X2", 2, 1), ("X1", 1, 2)]);
    }

    private static async Task<string> FailureOfAsync(string marked) =>
        (await Assert.ThrowsAsync<ShouldAssertException>(() => AnalyzerVerifier<OrderKeyMissingAnalyzer>.VerifyAsync(marked))).Message;
}
