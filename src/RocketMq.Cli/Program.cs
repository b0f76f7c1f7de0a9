using System.CommandLine;
using RocketMq.Cli.Commands;

RootCommand root = new("rmq: run the embedded RocketMQ broker, provision topics and measure any RocketMQ cluster.")
{
    BrokerCommand.Create(),
    TopicCommand.Create(),
    BenchCommand.Create(),
};

InvocationConfiguration invocation = new() { ProcessTerminationTimeout = TimeSpan.FromSeconds(30), EnableDefaultExceptionHandler = false };
return await CommandFailure.ReportAsync(() => root.Parse(args).InvokeAsync(invocation));
