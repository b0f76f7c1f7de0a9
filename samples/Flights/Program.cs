using System.CommandLine;
using Flights;

Argument<FileInfo> data = new("data")
{
    Description = "The flights, as JSON; the copy beside the program by default.",
    DefaultValueFactory = _ => new FileInfo(Path.Combine(AppContext.BaseDirectory, "data", "flights-20k.json")),
};
Option<string?> nameServers = new("--name-servers")
{
    Description = "Name servers of a real cluster, host:port separated by ';'. Without it an embedded broker is started in this process.",
};
Option<int> inFlight = new("--in-flight") { Description = "Airports that send at one time.", DefaultValueFactory = _ => 64 };
RootCommand root = new("20,000 real flights through RocketMQ in order by airport, verified against a direct computation.")
{
    data,
    nameServers,
    inFlight,
};
root.SetAction(
    (parsed, cancellationToken) =>
        Scenario.RunAsync(parsed.GetRequiredValue(data), parsed.GetValue(nameServers), parsed.GetRequiredValue(inFlight), cancellationToken)
);
return await root.Parse(args).InvokeAsync();
