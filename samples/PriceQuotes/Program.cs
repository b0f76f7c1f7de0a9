using System.CommandLine;
using PriceQuotes;

Option<string?> nameServers = new("--name-servers")
{
    Description = "Name servers of a real cluster, host:port separated by ';'. Without it an embedded broker is started in this process.",
};
Option<int> requests = new("--requests") { Description = "Prices to ask for at once.", DefaultValueFactory = _ => 200 };
RootCommand root = new("Asks for prices and gets them: request and reply through RocketMQ.") { nameServers, requests };
root.SetAction(
    (parsed, cancellationToken) => Scenario.RunAsync(parsed.GetValue(nameServers), parsed.GetRequiredValue(requests), cancellationToken)
);
return await root.Parse(args).InvokeAsync();
