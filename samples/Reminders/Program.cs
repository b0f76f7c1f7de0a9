using System.CommandLine;
using Reminders;

Option<string?> nameServers = new("--name-servers")
{
    Description = "Name servers of a real cluster, host:port separated by ';'. Without it an embedded broker is started in this process.",
};
RootCommand root = new("Reminders that come at their time, and recalled ones that never come.") { nameServers };
root.SetAction((parsed, cancellationToken) => Scenario.RunAsync(parsed.GetValue(nameServers), cancellationToken));
return await root.Parse(args).InvokeAsync();
