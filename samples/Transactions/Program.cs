using System.CommandLine;
using Transactions;

Option<string?> nameServers = new("--name-servers")
{
    Description = "Name servers of a real cluster, host:port separated by ';'. Without it an embedded broker is started in this process.",
};
Option<int> orders = new("--orders") { Description = "Orders to place, one transaction each.", DefaultValueFactory = _ => 40 };
RootCommand root = new("Orders that reach consumers only if the local ledger took them, although one process dies in the middle.")
{
    nameServers,
    orders,
};
root.SetAction(
    (parsed, cancellationToken) => Scenario.RunAsync(parsed.GetValue(nameServers), parsed.GetRequiredValue(orders), cancellationToken)
);
return await root.Parse(args).InvokeAsync();
