using System.CommandLine;
using System.CommandLine.Parsing;
using RocketMq.Protocol;
using RocketMq.Transport;

namespace RocketMq.Cli.Commands;

/// <summary>Options that several commands share, and the checks they have in common.</summary>
internal static class CommonOptions
{
    internal static Option<string[]> NameServers()
    {
        Option<string[]> option = new("--name-servers")
        {
            Description = "Name servers of the cluster, host:port; several are separated by ';' or given as several options.",
            DefaultValueFactory = _ => ["127.0.0.1:9876"],
            AllowMultipleArgumentsPerToken = true,
        };
        option.Validators.Add(RequireNameServers);
        return option;
    }

    internal static string[] Split(string[] nameServers) =>
        [.. nameServers.SelectMany(text => text.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    internal static void RequireTopic(SymbolResult result, string? topic)
    {
        if (!TopicRules.IsValidTopic(topic, out string? reason))
        {
            result.AddError(reason);
        }
    }

    /// <summary>No group at all stands for a new one.</summary>
    internal static void RequireGroup(SymbolResult result, string? group)
    {
        if (!string.IsNullOrEmpty(group) && !TopicRules.IsValidGroup(group, out string? reason))
        {
            result.AddError(reason);
        }
    }

    internal static void RequireRange(OptionResult result, Option<int> option, int minimum, int maximum)
    {
        int value = result.GetValueOrDefault<int>();
        if (value < minimum || value > maximum)
        {
            result.AddError($"{option.Name} takes a number from {minimum} to {maximum}, not {value}.");
        }
    }

    private static void RequireNameServers(OptionResult result)
    {
        string[] servers = Split(result.GetValueOrDefault<string[]>() ?? []);
        if (servers.Length == 0)
        {
            result.AddError("--name-servers takes at least one host:port, for example 127.0.0.1:9876.");
        }
        foreach (string server in servers)
        {
            if (!RemotingEndPoint.TryParse(server, out _))
            {
                result.AddError($"--name-servers takes host:port, for example 127.0.0.1:9876, not '{server}'.");
            }
        }
    }
}
