using AgentWeb.Core.Data.Entities;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace AgentWeb.Core.Data.Configurations;

internal sealed class UserSettingsConfiguration : IEntityTypeConfiguration<UserSettings>
{
    public void Configure(EntityTypeBuilder<UserSettings> builder)
    {
        builder.HasKey(s => s.OwnerId);
        builder.Property(s => s.OwnerId).ValueGeneratedNever();
        builder.Property(s => s.Language).HasMaxLength(16);
        builder.Property(s => s.DefaultModelKey).HasMaxLength(256);
        builder.HasOne<AppUser>().WithOne().HasForeignKey<UserSettings>(s => s.OwnerId).OnDelete(DeleteBehavior.Cascade);
    }
}
