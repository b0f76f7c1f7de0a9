using System.CommandLine;
using RocketMq.Benchmarks.Transport;

var rounds = new Option<int>("--rounds") { Description = "How often each contestant is measured, in turn.", DefaultValueFactory = _ => 5 };
var seconds = new Option<double>("--seconds") { Description = "How long each measurement lasts.", DefaultValueFactory = _ => 2 };
var depths = new Option<int[]>("--in-flight")
{
    Description = "How many requests are kept in flight; 32 must be among them, for the goals.",
    DefaultValueFactory = _ => [1, 32, 256],
    AllowMultipleArgumentsPerToken = true,
};
var transport = new Command("transport", "Compares the connection with a naive one, against a peer that does nothing.")
{
    rounds,
    seconds,
    depths,
};
transport.SetAction(
    (arguments, cancellationToken) =>
        new TransportBenchmark(
            arguments.GetValue(rounds),
            TimeSpan.FromSeconds(arguments.GetValue(seconds)),
            arguments.GetValue(depths)!
        ).RunAsync(cancellationToken)
);

var nullPeer = new Command(NullPeer.CommandName, "The peer of the transport benchmark; started by it.") { Hidden = true };
nullPeer.SetAction(_ => NullPeer.Run(Console.Out));

return await new RootCommand("Benchmarks of RocketMq.Typed. Run them in Release.") { transport, nullPeer }
    .Parse(args)
    .InvokeAsync();
