namespace RocketMq.Transport.Tests.Kit;

/// <summary>Writes down what a connection tells its observer.</summary>
internal sealed class RecordingObserver : IConnectionObserver
{
    private readonly List<string> _events = [];

    public IReadOnlyList<string> Events
    {
        get
        {
            lock (_events)
                return [.. _events];
        }
    }

    public void OnOpened(RemotingConnection connection) => Add("opened");

    public void OnClosed(RemotingConnection connection, Exception? reason) => Add($"closed: {reason?.Message ?? "deliberately"}");

    private void Add(string text)
    {
        lock (_events)
            _events.Add(text);
    }
}
