using RocketMq.Cli.Commands;

return await RmqCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
