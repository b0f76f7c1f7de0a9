using System.CommandLine;
using Broadcast;

Option<string?> nameServers = new("--name-servers")
{
    Description = "Name servers of a real cluster, host:port separated by ';'. Without it an embedded broker is started in this process.",
};
RootCommand root = new("Price changes that every shop's cache must see, also one that was closed for a while.") { nameServers };
root.SetAction((parsed, cancellationToken) => Scenario.RunAsync(parsed.GetValue(nameServers), cancellationToken));
return await root.Parse(args).InvokeAsync();
