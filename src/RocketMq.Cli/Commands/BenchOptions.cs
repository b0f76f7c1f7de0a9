using System.CommandLine;
using RocketMq.Cli.Benching;
using RocketMq.Cli.Output;

namespace RocketMq.Cli.Commands;

/// <summary>The options of a <c>rmq bench</c> command.</summary>
internal sealed class BenchOptions
{
    private static readonly Dictionary<string, BenchMode> Modes = new()
    {
        ["single"] = BenchMode.Single,
        ["batch"] = BenchMode.Batch,
        ["accumulate"] = BenchMode.Accumulate,
        ["one-way"] = BenchMode.OneWay,
    };

    private readonly Option<string[]> _nameServers = CommonOptions.NameServers();
    private readonly Option<string> _topic = new("--topic") { Description = "Topic to use.", DefaultValueFactory = _ => "rmq-bench" };
    private readonly Option<string> _mode = new("--mode")
    {
        Description =
            "How to send (send): single; batch, each of --batch messages; accumulate, gathered by the producer; one-way, counted by what the broker's queues have got.",
        DefaultValueFactory = _ => "single",
    };
    private readonly Option<int> _batch = new("--batch")
    {
        Description = "Messages of one batch (send --mode batch).",
        DefaultValueFactory = _ => 32,
    };
    private readonly Option<int> _inFlight = new("--in-flight")
    {
        Description = "Sends (in batches: batches) awaiting their answer, or handlers running, at one time.",
        DefaultValueFactory = _ => 32,
    };
    private readonly Option<int> _body = new("--body") { Description = "Bytes of body in a message.", DefaultValueFactory = _ => 128 };
    private readonly Option<int> _seconds = new("--seconds") { Description = "Seconds to measure.", DefaultValueFactory = _ => 10 };
    private readonly Option<int> _warmUp = new("--warm-up")
    {
        Description = "Seconds to run before measuring (send, consume --rate).",
        DefaultValueFactory = _ => 2,
    };
    private readonly Option<int> _messages = new("--messages")
    {
        Description = "Stop after so many messages; 0 measures for --seconds.",
        DefaultValueFactory = _ => 0,
    };
    private readonly Option<int> _rate = new("--rate")
    {
        Description =
            "Messages per second to send meanwhile (consume), to measure how long they take; 0 consumes what is in the topic as fast as it can.",
        DefaultValueFactory = _ => 0,
    };
    private readonly Option<string> _group = new("--group")
    {
        Description = "Consumer group (consume); a new one by default.",
        DefaultValueFactory = _ => "",
    };
    private readonly Option<BenchFormat> _format = new("--format")
    {
        Description = "table or json (one line).",
        DefaultValueFactory = _ => BenchFormat.Table,
    };

    /// <param name="maxInFlight">The most that the client lets run at one time of what is measured.</param>
    internal BenchOptions(int maxInFlight)
    {
        _mode.AcceptOnlyFromAmong([.. Modes.Keys]);
        _topic.Validators.Add(result => CommonOptions.RequireTopic(result, result.GetValueOrDefault<string>()));
        _group.Validators.Add(result => CommonOptions.RequireGroup(result, result.GetValueOrDefault<string>()));
        _batch.Validators.Add(result => CommonOptions.RequireRange(result, _batch, 1, 65_535));
        _inFlight.Validators.Add(result => CommonOptions.RequireRange(result, _inFlight, 1, maxInFlight));
        _body.Validators.Add(result => CommonOptions.RequireRange(result, _body, BenchBody.MinimumLength, 4 * 1024 * 1024));
        _seconds.Validators.Add(result => CommonOptions.RequireRange(result, _seconds, 1, 86_400));
        _warmUp.Validators.Add(result => CommonOptions.RequireRange(result, _warmUp, 0, 3_600));
        _rate.Validators.Add(result => CommonOptions.RequireRange(result, _rate, 0, 1_000_000));
        _messages.Validators.Add(result => CommonOptions.RequireRange(result, _messages, 0, int.MaxValue));
    }

    internal void AddTo(Command command)
    {
        Option[] all = [_nameServers, _topic, _mode, _batch, _inFlight, _body, _seconds, _warmUp, _messages, _rate, _group, _format];
        foreach (Option option in all)
        {
            command.Add(option);
        }
    }

    internal BenchFormat ReadFormat(ParseResult parsed) => parsed.GetRequiredValue(_format);

    internal BenchSettings Read(ParseResult parsed) =>
        new()
        {
            NameServers = CommonOptions.Split(parsed.GetRequiredValue(_nameServers)),
            Topic = parsed.GetRequiredValue(_topic),
            Mode = Modes[parsed.GetRequiredValue(_mode)],
            Batch = parsed.GetRequiredValue(_batch),
            InFlight = parsed.GetRequiredValue(_inFlight),
            BodyLength = parsed.GetRequiredValue(_body),
            Duration = TimeSpan.FromSeconds(parsed.GetRequiredValue(_seconds)),
            WarmUp = TimeSpan.FromSeconds(parsed.GetRequiredValue(_warmUp)),
            Messages = parsed.GetRequiredValue(_messages),
            Rate = parsed.GetRequiredValue(_rate),
            Group = parsed.GetRequiredValue(_group),
        };
}
