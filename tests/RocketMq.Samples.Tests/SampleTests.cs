namespace RocketMq.Samples.Tests;

/// <summary>Every sample does what it says: it ends well, and its last line has the figures.</summary>
public sealed class SampleTests
{
    [Theory]
    [InlineData("OrderFlow", "OrderFlow: ")]
    [InlineData("Transactions", "Transactions: ")]
    [InlineData("Reminders", "Reminders: 12 scheduled, 8 delivered on time, 4 recalled, 0 early, 0 lost")]
    [InlineData("PriceQuotes", "PriceQuotes: 201 asked, 200 answered, 1 timed out as expected, 0 wrong")]
    [InlineData("Broadcast", "Broadcast: 200 changes for 3 shops, 0 repeated after reopening, prices equal")]
    [InlineData("FaultDrill", "FaultDrill: 0 of 6 drills broke a promise, seed 1")]
    [InlineData("Flights", "Flights: 20000 sent, 20000 handled, ")]
    public async Task A_sample_ends_well_and_says_so(string name, string lastLine)
    {
        FinishedSample sample = await FinishedSample.RunAsync(name, endsWhen: null);

        sample.Error.ShouldBeEmpty(sample.Output);
        sample.LastLine.ShouldStartWith(lastLine, Case.Sensitive, sample.Output);
        sample.ExitCode.ShouldBe(0, sample.Output);
    }

    [Theory]
    [InlineData("--seed", "1")]
    [InlineData("--seed", "2", "--concurrent")]
    public async Task Two_pool_threads_that_handlers_block_starve_neither_heartbeats_nor_completions(params string[] arguments)
    {
        FinishedSample sample = await FinishedSample.RunAsync(
            "FaultDrill",
            [("DOTNET_ThreadPool_ForceMinWorkerThreads", "2"), ("DOTNET_ThreadPool_ForceMaxWorkerThreads", "2")],
            endsWhen: null,
            ["--fault", "blocked-threads", .. arguments]
        );

        sample.Output.ShouldContain("up to 2 pool threads");
        sample.Output.ShouldContain("ok: no acknowledged message is lost");
        sample.LastLine.ShouldStartWith("FaultDrill: 0 of 1 drills broke a promise", Case.Sensitive, sample.Output);
        sample.ExitCode.ShouldBe(0, sample.Error);
    }

    [Fact]
    public async Task The_program_of_the_readme_handles_what_it_sends()
    {
        FinishedSample sample = await FinishedSample.RunAsync(
            "QuickStart",
            endsWhen: line => line.StartsWith("undo", StringComparison.Ordinal)
        );

        sample.Output.ShouldBe(
            """
            bill OrderCreated { OrderId = A-17, CustomerNo = C-4, Amount = 99.50 }
            undo OrderCancelled { OrderId = A-17, Reason = changed their mind }

            """,
            StringCompareShould.IgnoreLineEndings
        );
        sample.ExitCode.ShouldBe(0, sample.Error);
    }
}
