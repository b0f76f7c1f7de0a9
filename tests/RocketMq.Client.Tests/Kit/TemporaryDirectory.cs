namespace RocketMq.Tests.Kit;

/// <summary>A directory that is gone after the test.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("rocketmq-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
