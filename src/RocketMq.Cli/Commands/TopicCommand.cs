using System.CommandLine;
using RocketMq.Protocol;

namespace RocketMq.Cli.Commands;

/// <summary><c>rmq topic</c>: provision topics.</summary>
internal static class TopicCommand
{
    internal static Command Create() => new("topic", "Provision topics.") { CreateTopic() };

    private static Command CreateTopic()
    {
        Option<string[]> nameServers = CommonOptions.NameServers();
        Argument<string> topic = new("topic") { Description = "Name of the topic." };
        Option<int> queues = new("--queues") { Description = "Read and write queues on each broker.", DefaultValueFactory = _ => 8 };
        queues.Validators.Add(result => CommonOptions.RequireRange(result, queues, 1, 1_024));
        topic.Validators.Add(result =>
        {
            string name = result.GetValueOrDefault<string>() ?? "";
            CommonOptions.RequireTopic(result, name);
            if (TopicRules.IsSystemTopic(name))
            {
                result.AddError($"'{name}' is a topic of the system; brokers make it themselves.");
            }
        });
        Command command = new("create", "Create a topic on every master of the cluster, or change its number of queues.")
        {
            topic,
            nameServers,
            queues,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                string name = parsed.GetRequiredValue(topic);
                int count = parsed.GetRequiredValue(queues);
                await using RocketMqClient client = new(new() { NameServers = CommonOptions.Split(parsed.GetRequiredValue(nameServers)) });
                await client.Administration.CreateTopicAsync(new(name) { WriteQueues = count }, cancellationToken);
                await parsed.InvocationConfiguration.Output.WriteLineAsync($"topic '{name}' has {count} queues on each broker");
                return 0;
            }
        );
        return command;
    }
}
