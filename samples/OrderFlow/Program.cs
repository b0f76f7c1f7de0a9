using System.CommandLine;
using OrderFlow;

Option<string?> nameServers = new("--name-servers")
{
    Description = "Name servers of a real cluster, host:port separated by ';'. Without it an embedded broker is started in this process.",
};
Option<int> orders = new("--orders") { Description = "Orders to send, three messages each.", DefaultValueFactory = _ => 40 };
RootCommand root = new("Typed orders through RocketMQ: two orderly consumers of one group, one concurrent audit.") { nameServers, orders };
root.SetAction(
    (parsed, cancellationToken) => Scenario.RunAsync(parsed.GetValue(nameServers), parsed.GetRequiredValue(orders), cancellationToken)
);
return await root.Parse(args).InvokeAsync();
