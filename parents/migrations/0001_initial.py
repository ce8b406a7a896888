import django.db.models.deletion
import sencohub.lib.dates
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '__first__'),
        ('students', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='HistoricalContactRecord',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(blank=True, editable=False)),
                ('with_whom', models.CharField(max_length=120, verbose_name='with whom')),
                ('how', models.CharField(choices=[('phone', 'phone'), ('in_person', 'in person'), ('written', 'in writing'), ('attempt', 'attempt, not reached')], max_length=9, verbose_name='how')),
                ('happened_on', models.DateField(default=sencohub.lib.dates.today, verbose_name='on')),
                ('about', models.TextField(max_length=4000, verbose_name='about what')),
                ('agreed', models.TextField(blank=True, max_length=2000, verbose_name='what was agreed')),
                ('internal', models.BooleanField(default=False, verbose_name='internal note')),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.TextField(null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
                ('history_user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('recorded_by', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('student', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='students.student')),
            ],
            options={
                'verbose_name': 'historical contact record',
                'verbose_name_plural': 'historical contact records',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name='ContactRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('with_whom', models.CharField(max_length=120, verbose_name='with whom')),
                ('how', models.CharField(choices=[('phone', 'phone'), ('in_person', 'in person'), ('written', 'in writing'), ('attempt', 'attempt, not reached')], max_length=9, verbose_name='how')),
                ('happened_on', models.DateField(default=sencohub.lib.dates.today, verbose_name='on')),
                ('about', models.TextField(max_length=4000, verbose_name='about what')),
                ('agreed', models.TextField(blank=True, max_length=2000, verbose_name='what was agreed')),
                ('internal', models.BooleanField(default=False, verbose_name='internal note')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('student', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='contacts', to='students.student')),
            ],
            options={
                'ordering': ['-happened_on', '-pk'],
                'indexes': [models.Index(fields=['student', '-happened_on'], name='parents_contact_student')],
            },
        ),
    ]
