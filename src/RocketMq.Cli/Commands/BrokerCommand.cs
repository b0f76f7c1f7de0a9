using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using RocketMq.Broker;

namespace RocketMq.Cli.Commands;

/// <summary><c>rmq broker</c>: the embedded name server and broker as a process of their own.</summary>
internal static class BrokerCommand
{
    internal static Command Create()
    {
        Option<int> nameServerPort = new("--name-server-port")
        {
            Description = "Port of the name server; 0 takes a free one.",
            DefaultValueFactory = _ => 9876,
        };
        Option<int> brokerPort = new("--broker-port")
        {
            Description = "Port of the broker; 0 takes a free one.",
            DefaultValueFactory = _ => 10911,
        };
        Option<string> bind = new("--bind")
        {
            Description = "Address to listen on; clients must be able to reach it, it is part of every route.",
            DefaultValueFactory = _ => "127.0.0.1",
        };
        Option<bool> noAutoCreate = new("--no-auto-create") { Description = "Refuse sends to topics that nobody created." };
        Option<int> queues = new("--queues") { Description = "Queues of a topic created by a send.", DefaultValueFactory = _ => 8 };
        nameServerPort.Validators.Add(result => CommonOptions.RequireRange(result, nameServerPort, 0, 65_535));
        brokerPort.Validators.Add(result => CommonOptions.RequireRange(result, brokerPort, 0, 65_535));
        queues.Validators.Add(result => CommonOptions.RequireRange(result, queues, 1, 1_024));
        bind.Validators.Add(RequireReachableAddress);

        Command command = new("broker", "Run a RocketMQ name server and broker that keep messages in memory, until Ctrl+C or SIGTERM.")
        {
            nameServerPort,
            brokerPort,
            bind,
            noAutoCreate,
            queues,
        };
        command.Validators.Add(result =>
        {
            int port = result.GetValue(brokerPort);
            if (port != 0 && port == result.GetValue(nameServerPort))
            {
                result.AddError($"{nameServerPort.Name} and {brokerPort.Name} are both {port}; give each a port of its own.");
            }
        });
        command.SetAction(
            (parsed, cancellationToken) =>
                RunAsync(
                    new EmbeddedBrokerOptions
                    {
                        Bind = parsed.GetRequiredValue(bind),
                        NameServerPort = parsed.GetRequiredValue(nameServerPort),
                        BrokerPort = parsed.GetRequiredValue(brokerPort),
                        AutoCreateTopics = !parsed.GetValue(noAutoCreate),
                        DefaultTopicQueueNums = parsed.GetRequiredValue(queues),
                    },
                    parsed.InvocationConfiguration.Output,
                    cancellationToken
                )
        );
        return command;
    }

    private static void RequireReachableAddress(OptionResult result)
    {
        string? text = result.GetValueOrDefault<string>();
        if (!IPAddress.TryParse(text, out IPAddress? address))
        {
            result.AddError($"--bind takes an IP address such as 127.0.0.1 or ::1, not '{text}'.");
        }
        else if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            result.AddError($"--bind takes an address of this machine that clients can connect to, not {address}.");
        }
    }

    private static async Task<int> RunAsync(EmbeddedBrokerOptions options, TextWriter output, CancellationToken cancellationToken)
    {
        await using EmbeddedBroker broker = await EmbeddedBroker.StartAsync(options, cancellationToken);
        await output.WriteLineAsync(
            $"rmq broker ready: name server {broker.NameServerAddress}, broker {broker.BrokerAddress}, messages in memory"
        );
        TaskCompletionSource stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
        await using (cancellationToken.Register(stopped.SetResult))
        {
            await stopped.Task;
        }
        await broker.DisposeAsync();
        await output.WriteLineAsync("rmq broker stopped");
        return 0;
    }
}
