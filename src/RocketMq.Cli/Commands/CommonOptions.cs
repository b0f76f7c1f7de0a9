using System.CommandLine;
using System.CommandLine.Parsing;

namespace RocketMq.Cli.Commands;

/// <summary>Options that several commands share, and the checks they have in common.</summary>
internal static class CommonOptions
{
    internal static Option<string[]> NameServers() =>
        new("--name-servers")
        {
            Description = "Name servers of the cluster, host:port; several are separated by ';' or given as several options.",
            DefaultValueFactory = _ => ["127.0.0.1:9876"],
            AllowMultipleArgumentsPerToken = true,
        };

    internal static string[] Split(string[] nameServers) =>
        [.. nameServers.SelectMany(text => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    internal static void RequireRange(OptionResult result, Option<int> option, int minimum, int maximum)
    {
        int value = result.GetValueOrDefault<int>();
        if (value < minimum || value > maximum)
        {
            result.AddError($"{option.Name} takes a number from {minimum} to {maximum}, not {value}.");
        }
    }
}
